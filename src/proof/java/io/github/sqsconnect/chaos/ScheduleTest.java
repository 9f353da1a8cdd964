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
  void failedTaskIsExcusedInScheduleWithRefusals() {
    assertThat(schedule(GroupProtocol.EAGER, FaultKind.REFUSALS).excuse(REFUSED, "dead"))
        .isNotEmpty();
    assertThat(schedule(GroupProtocol.EAGER, FaultKind.OUTAGE).excuse(REFUSED, "dead")).isEmpty();
  }

  @Test
  void defectOfConnectIsExcusedInTheNewProtocol() {
    assertThat(schedule(GroupProtocol.NEW_PROTOCOL, FaultKind.OUTAGE).excuse(CONNECTS, "dead"))
        .isNotEmpty();
    assertThat(schedule(GroupProtocol.COOPERATIVE, FaultKind.OUTAGE).excuse(CONNECTS, "dead"))
        .isEmpty();
  }

  @Test
  void anyOtherFailureIsNotExcused() {
    assertThat(
            schedule(GroupProtocol.NEW_PROTOCOL, FaultKind.REFUSALS)
                .excuse("NullPointerException", "dead"))
        .isEmpty();
  }

  @Test
  void stopIsExcusedIfItNamesTheFaultyDeadLetterTopic() {
    Schedule missing = SchedulePlanner.of(Incident.FIRST_SEED);
    assertThat(missing.incident()).contains(Incident.DEAD_LETTER_TOPIC_MISSING);
    assertThat(missing.excuse("SQS-022 … to dead-letter topic dead", "dead")).isNotEmpty();
    assertThat(missing.excuse("SQS-022 … to the worker's log", "dead")).isEmpty();
    assertThat(missing.excuse("SQS-001 … to dead-letter topic dead", "dead")).isEmpty();
    assertThat(SchedulePlanner.of(Incident.FIRST_SEED + 3).excuse("SQS-022 dead", "dead"))
        .isEmpty();
  }

  private static Schedule schedule(GroupProtocol protocol, FaultKind fault) {
    Duration second = Duration.ofSeconds(1);
    return new Schedule(
        1,
        false,
        protocol,
        Map.of(),
        10,
        1,
        false,
        Set.of(),
        "",
        second,
        second,
        List.of(new Schedule.PlannedFault(fault, second, second, 1, 0)),
        List.of(),
        Optional.empty());
  }
}
