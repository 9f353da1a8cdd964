package io.github.sqsconnect.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Tasks that failed, as a worker's log tells it. */
final class FailedTasks {
  private static final Pattern NEXT_LINE = Pattern.compile("\n(?=\\d{4}-\\d\\d-\\d\\d )");

  private FailedTasks() {}

  /** Of each failure the line with its stack trace. */
  static List<String> in(String log, String connector) {
    List<String> failures = new ArrayList<>();
    for (String entry : NEXT_LINE.split(log, -1)) {
      if (entry.contains("{id=" + connector + "-")
          && entry.contains("Task threw an uncaught and unrecoverable exception")) {
        failures.add(entry);
      }
    }
    return failures;
  }
}
