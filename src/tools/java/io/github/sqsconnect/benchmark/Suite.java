package io.github.sqsconnect.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The parts of the benchmark. */
enum Suite {
  LATENCY,
  SIZES,
  KINDS,
  TASKS,
  TLS,
  AGES,
  QUEUES,
  MEMORY,
  IDLE;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The suites that the arguments name, or all. */
  static List<Suite> of(List<String> arguments) {
    List<Suite> named =
        Arrays.stream(values()).filter(suite -> arguments.contains(suite.label())).toList();
    return named.isEmpty() ? List.of(values()) : named;
  }
}
