package io.github.sqsconnect.benchmark;

import io.github.sqsconnect.project.Unchecked;
import io.github.sqsconnect.servers.RunningJvm;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where a JVM's processor time goes, by flight recorder. Each sample counts for the step of the
 * topmost frame that belongs to a step.
 */
final class CpuProfile {
  private static final String OURS = "io.github.sqsconnect.";

  /** Steps by the beginnings of class names; the first match counts. */
  private static final List<Map.Entry<String, List<String>>> STEPS =
      List.of(
          Map.entry("hashing", List.of("sun.security.provider.")),
          Map.entry(
              "signing, the rest",
              List.of(
                  "com.sun.crypto.", OURS + "aws.signing.", "software.amazon.awssdk.http.auth.")),
          Map.entry("escaping", List.of("software.amazon.awssdk.thirdparty.jackson.")),
          Map.entry("conversion", List.of(OURS + "event.", OURS + "json.", OURS + "record.")),
          Map.entry("messages", List.of(OURS + "message.")),
          Map.entry("delivery", List.of(OURS + "delivery.")),
          Map.entry("requests", List.of(OURS + "aws.")),
          Map.entry("task", List.of(OURS)),
          Map.entry(
              "HTTP client",
              List.of("io.netty.", "software.amazon.awssdk.http.", "software.amazon.awssdk.crt.")),
          Map.entry("SDK", List.of("software.amazon.awssdk.")),
          Map.entry("consumer, worker", List.of("org.apache.kafka.")));

  private final Map<String, Integer> steps = new TreeMap<>();
  private final Map<String, Integer> ourMethods = new TreeMap<>();
  private int samples;

  private CpuProfile() {}

  static void begin(long pid) {
    new RunningJvm(pid).jcmd("JFR.start", "name=bench", "settings=profile");
  }

  static CpuProfile end(long pid, Path file) {
    new RunningJvm(pid).jcmd("JFR.stop", "name=bench", "filename=" + file.toAbsolutePath());
    CpuProfile profile = new CpuProfile();
    for (RecordedEvent event : Unchecked.call(() -> RecordingFile.readAllEvents(file))) {
      boolean sample = event.getEventType().getName().equals("jdk.ExecutionSample");
      if (sample && event.getStackTrace() != null) {
        profile.add(
            event.getStackTrace().getFrames().stream()
                .map(frame -> frame.getMethod())
                .map(method -> method.getType().getName() + "." + method.getName())
                .toList());
      }
    }
    return profile;
  }

  private void add(List<String> methods) {
    samples++;
    methods.stream()
        .filter(method -> !method.matches("(java|jdk|sun)\\..*"))
        .limit(1)
        .filter(method -> method.startsWith(OURS))
        .forEach(method -> ourMethods.merge(method.substring(OURS.length()), 1, Integer::sum));

    String step = methods.stream().flatMap(CpuProfile::step).findFirst().orElse("the rest");
    steps.merge(step, 1, Integer::sum);
  }

  private static Stream<String> step(String method) {
    return STEPS.stream()
        .filter(step -> step.getValue().stream().anyMatch(method::startsWith))
        .map(Map.Entry::getKey)
        .limit(1);
  }

  /** The share of each step, and those of our own methods with at least one percent. */
  String text() {
    return table(steps, 0) + "\n  our own methods:\n" + table(ourMethods, samples / 100);
  }

  private String table(Map<String, Integer> counts, int atLeast) {
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue() >= atLeast)
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .map(
            entry ->
                String.format(
                    Locale.ROOT,
                    "  %5.1f %%  %s",
                    100.0 * entry.getValue() / samples,
                    entry.getKey()))
        .collect(Collectors.joining("\n"));
  }
}
