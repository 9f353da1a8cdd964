package io.github.sqsconnect.throughput;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where a JVM's processor time goes, by flight recorder: each sample counts for the step of the
 * frame nearest to its top that belongs to one.
 */
final class Profile {
  /** Steps by the beginnings of class names; the first that fits counts. */
  private static final Map<String, List<String>> STEPS = new LinkedHashMap<>();

  static {
    STEPS.put("hashing", List.of("sun.security.provider."));
    STEPS.put(
        "signing, the rest",
        List.of(
            "com.sun.crypto.",
            "io.github.sqsconnect.aws.signing.",
            "software.amazon.awssdk.http.auth."));
    STEPS.put("escaping", List.of("software.amazon.awssdk.thirdparty.jackson."));
    STEPS.put(
        "conversion",
        List.of(
            "io.github.sqsconnect.event.",
            "io.github.sqsconnect.record.",
            "io.github.sqsconnect.json."));
    STEPS.put("messages", List.of("io.github.sqsconnect.message."));
    STEPS.put("delivery", List.of("io.github.sqsconnect.delivery."));
    STEPS.put("requests", List.of("io.github.sqsconnect.aws."));
    STEPS.put("task", List.of("io.github.sqsconnect."));
    STEPS.put(
        "HTTP client",
        List.of("io.netty.", "software.amazon.awssdk.http.", "software.amazon.awssdk.crt."));
    STEPS.put("SDK", List.of("software.amazon.awssdk."));
    STEPS.put("consumer, worker", List.of("org.apache.kafka."));
  }

  private final Map<String, Integer> steps = new TreeMap<>();
  private final Map<String, Integer> ours = new TreeMap<>();
  private int samples;

  private Profile() {}

  static void begin(long pid) {
    jcmd(pid, "JFR.start", "name=bench", "settings=profile");
  }

  static Profile end(long pid, Path file) {
    jcmd(pid, "JFR.stop", "name=bench", "filename=" + file.toAbsolutePath());
    Profile profile = new Profile();
    try (RecordingFile recording = new RecordingFile(file)) {
      while (recording.hasMoreEvents()) {
        RecordedEvent event = recording.readEvent();
        String type = event.getEventType().getName();
        RecordedStackTrace stack = event.getStackTrace();
        if (stack != null && type.equals("jdk.ExecutionSample")) {
          profile.add(stack.getFrames());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return profile;
  }

  private void add(List<RecordedFrame> frames) {
    samples++;
    for (RecordedFrame frame : frames) {
      String type = frame.getMethod().getType().getName();
      if (type.startsWith("io.github.sqsconnect.")) {
        ours.merge(
            type.substring("io.github.sqsconnect.".length()) + "." + frame.getMethod().getName(),
            1,
            Integer::sum);
        break;
      }
      if (!type.startsWith("java.") && !type.startsWith("jdk.") && !type.startsWith("sun.")) {
        break;
      }
    }
    for (RecordedFrame frame : frames) {
      String step = step(frame.getMethod().getType().getName());
      if (!step.isEmpty()) {
        steps.merge(step, 1, Integer::sum);
        return;
      }
    }
    steps.merge("the rest", 1, Integer::sum);
  }

  private static String step(String type) {
    for (Map.Entry<String, List<String>> step : STEPS.entrySet()) {
      for (String beginning : step.getValue()) {
        if (type.startsWith(beginning)) {
          return step.getKey();
        }
      }
    }
    return "";
  }

  /** The share of each step, and the methods of ours above a hundredth. */
  String text() {
    return table(steps, 0) + "\n  of our own methods:\n" + table(ours, samples / 100);
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

  private static void jcmd(long pid, String... words) {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    List<String> command = new java.util.ArrayList<>(List.of(jcmd.toString(), Long.toString(pid)));
    command.addAll(List.of(words));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String answer = new String(process.getInputStream().readAllBytes());
      if (process.waitFor() != 0) {
        throw new IllegalStateException(command + ": " + answer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
