package io.github.sqsconnect.chaos;

import java.util.List;

/**
 * The result of a schedule.
 *
 * @param duplicates messages sent again although their record was stored
 * @param dead records in the dead-letter topic
 */
record ScheduleResult(
    Schedule schedule,
    long duplicates,
    int dead,
    int failedTasks,
    List<String> violations,
    String log) {

  boolean kept() {
    return violations.isEmpty();
  }

  long duplicatesPer100000() {
    return Math.round(duplicates * 100_000.0 / schedule.records());
  }

  String report() {
    return "seed %d (to repeat it: -Dchaos.seed=%d)\n%s\n\nBroken promises:\n%s\n"
        .formatted(schedule.seed(), schedule.seed(), log, String.join("\n", violations));
  }
}
