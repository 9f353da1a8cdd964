package io.github.sqsconnect.docs;

import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.delivery.BackoffPolicy;
import io.github.sqsconnect.delivery.DeliveryPipeline;
import io.github.sqsconnect.delivery.ErrantRecordPolicy;
import io.github.sqsconnect.delivery.ErrantRecordReports;
import io.github.sqsconnect.fakes.DirectReporterCalls;
import io.github.sqsconnect.fakes.ManualClock;
import io.github.sqsconnect.fakes.RecordAssembler;
import io.github.sqsconnect.fakes.ScriptedSender;
import io.github.sqsconnect.message.TargetQueue;
import io.github.sqsconnect.project.ProjectFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The texts that the connector can log or report, found in its sources. */
final class ConnectorTexts {
  private static final Path ROOT = Path.of("src/main/java/io/github/sqsconnect");
  private static final Pattern EVENT = Pattern.compile("\"(event=\\w+)");
  private static final Pattern KEY = Pattern.compile("(\\w+)=");

  /** The first words of a rejection, up to the part that depends on the record. */
  private static final Pattern REJECTION =
      Pattern.compile(
          "(?:(?:new RejectedRecordException|new Assembly\\.Rejected|\\.reject)\\("
              + "|String reason\\(Throwable failure\\) \\{\\s*return )\\s*\"([^\"]+)\"");

  private ConnectorTexts() {}

  /** The first word of every log line. */
  static Set<String> events() {
    Set<String> events = new TreeSet<>();
    text().forEach(source -> find(EVENT, source).forEach(events::add));
    return events;
  }

  /** The first words of every reason to reject a record. */
  static Set<String> rejections() {
    Set<String> rejections = new TreeSet<>();
    text()
        .forEach(
            source ->
                find(REJECTION, source)
                    .forEach(
                        words -> rejections.add(words.replaceAll("[:.] .*|,? at $|[:,]? ?$", ""))));
    return rejections;
  }

  /** The keys of the progress line, in order. */
  static List<String> keysOfTheProgressLine() {
    List<String> keys = new ArrayList<>(find(KEY, idlePipeline().progress()));
    String line = ProjectFiles.read(ROOT.resolve("ProgressLog.java"));
    line = line.substring(line.indexOf("event=progress {}"));
    keys.addAll(find(KEY, line.substring("event=progress {}".length(), line.indexOf(','))));
    return keys;
  }

  private static DeliveryPipeline idlePipeline() {
    SqsSinkConfig config = DocumentedExample.config(Map.of());
    ManualClock clock = new ManualClock();
    ScriptedSender sender = new ScriptedSender(clock);
    return new DeliveryPipeline(
        config.delivery(),
        RecordAssembler.build(config, new TargetQueue(config.queue().queue())),
        sender,
        sender,
        new ErrantRecordReports(
            null, new ErrantRecordPolicy(true, "", 1), new DirectReporterCalls(), clock),
        new BackoffPolicy(1, 1, () -> 0),
        clock,
        record -> 0);
  }

  private static List<String> find(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1)).toList();
  }

  private static List<String> text() {
    return ProjectFiles.tree(ROOT, ".java").stream().map(ProjectFiles::read).toList();
  }
}
