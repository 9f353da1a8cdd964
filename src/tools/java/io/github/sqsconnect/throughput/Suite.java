package io.github.sqsconnect.throughput;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The parts of the benchmark that can be asked for by name. */
enum Suite {
  LATENCY,
  SIZES,
  KINDS,
  TASKS,
  TLS,
  AGES,
  MEMORY,
  IDLE;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Those that the arguments name, or all. */
  static List<Suite> asked(List<String> arguments) {
    List<Suite> named =
        Arrays.stream(values()).filter(suite -> arguments.contains(suite.word())).toList();
    return named.isEmpty() ? List.of(values()) : named;
  }
}
