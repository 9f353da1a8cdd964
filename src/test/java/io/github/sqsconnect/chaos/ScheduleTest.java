package io.github.sqsconnect.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
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
    assertThat(schedule(Membership.EAGER, Trouble.REFUSALS).excuse(REFUSED)).isNotEmpty();
    assertThat(schedule(Membership.EAGER, Trouble.OUTAGE).excuse(REFUSED)).isEmpty();
  }

  @Test
  void defectOfConnectIsExcusedInTheNewProtocol() {
    assertThat(schedule(Membership.NEW_PROTOCOL, Trouble.OUTAGE).excuse(CONNECTS)).isNotEmpty();
    assertThat(schedule(Membership.COOPERATIVE, Trouble.OUTAGE).excuse(CONNECTS)).isEmpty();
  }

  @Test
  void anyOtherFailureIsNotExcused() {
    assertThat(schedule(Membership.NEW_PROTOCOL, Trouble.REFUSALS).excuse("NullPointerException"))
        .isEmpty();
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
        List.of());
  }
}
