package io.github.sqsconnect.chaos;

import java.util.List;

/** What became of a schedule. */
record Outcome(
    Schedule schedule,
    long again,
    int dead,
    int failedTasks,
    List<String> violations,
    String story) {

  boolean kept() {
    return violations.isEmpty();
  }

  long againPer100000() {
    return Math.round(again * 100_000.0 / schedule.records());
  }

  String report() {
    return "seed %d (again: -Dchaos.seed=%d)\n%s\n\nViolated:\n%s\n"
        .formatted(schedule.seed(), schedule.seed(), story, String.join("\n", violations));
  }
}
