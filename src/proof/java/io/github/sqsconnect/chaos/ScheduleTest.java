package io.github.sqsconnect.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Failures of tasks are excused only where they must happen. */
class ScheduleTest {
  private static final String REFUSED =
      "ConnectException: The request was refused with an error that";
  private static final String CONNECTS =
      "java.lang.UnsupportedOperationException\n\tat …WorkerSinkTask$SinkTaskMetricsGroup.clearOffsets(…)";

  @Test
  void refusedTaskIsExcusedInScheduleWithRefusals() {
    assertThat(schedule(Membership.EAGER, Trouble.REFUSALS).excuse(REFUSED, "dead")).isNotEmpty();
    assertThat(schedule(Membership.EAGER, Trouble.OUTAGE).excuse(REFUSED, "dead")).isEmpty();
  }

  @Test
  void defectOfConnectIsExcusedInTheNewProtocol() {
    assertThat(schedule(Membership.NEW_PROTOCOL, Trouble.OUTAGE).excuse(CONNECTS, "dead"))
        .isNotEmpty();
    assertThat(schedule(Membership.COOPERATIVE, Trouble.OUTAGE).excuse(CONNECTS, "dead")).isEmpty();
  }

  @Test
  void anyOtherFailureIsNotExcused() {
    assertThat(
            schedule(Membership.NEW_PROTOCOL, Trouble.REFUSALS)
                .excuse("NullPointerException", "dead"))
        .isEmpty();
  }

  @Test
  void stopIsExcusedWhereItNamesTheDeadLetterTopicThatTakesNone() {
    Schedule missing = Planner.of(Incident.FIRST_SEED);
    assertThat(missing.incident()).contains(Incident.DEAD_LETTER_TOPIC_MISSING);
    assertThat(missing.excuse("SQS-022 … to dead-letter topic dead", "dead")).isNotEmpty();
    assertThat(missing.excuse("SQS-022 … to the worker's log", "dead")).isEmpty();
    assertThat(missing.excuse("SQS-001 … to dead-letter topic dead", "dead")).isEmpty();
    assertThat(Planner.of(Incident.FIRST_SEED + 3).excuse("SQS-022 dead", "dead")).isEmpty();
  }

  private static Schedule schedule(Membership membership, Trouble trouble) {
    Duration second = Duration.ofSeconds(1);
    return new Schedule(
        1,
        false,
        membership,
        Map.of(),
        10,
        1,
        false,
        Set.of(),
        "",
        second,
        second,
        List.of(new Schedule.PlannedTrouble(trouble, second, second, 1, 0)),
        List.of(),
        Optional.empty());
  }
}
