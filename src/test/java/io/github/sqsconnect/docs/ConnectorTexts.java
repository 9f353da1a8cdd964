package io.github.sqsconnect.docs;

import io.github.sqsconnect.metrics.SinkMetric;
import io.github.sqsconnect.project.ProjectFiles;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The texts that the connector can log or report, found in its sources. */
final class ConnectorTexts {
  private static final Path ROOT = Path.of("src/main/java/io/github/sqsconnect");
  private static final Pattern EVENT = Pattern.compile("\"(event=\\w+)");

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
    return Arrays.stream(SinkMetric.values())
        .map(SinkMetric::progressKey)
        .filter(key -> !key.isEmpty())
        .toList();
  }

  private static List<String> find(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1)).toList();
  }

  private static List<String> text() {
    return ProjectFiles.tree(ROOT, ".java").stream().map(ProjectFiles::read).toList();
  }
}
