package io.github.sqsconnect.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SchedulePlannerTest {
  private static final List<Schedule> FIFTY =
      LongStream.rangeClosed(1, 50).mapToObj(SchedulePlanner::of).toList();

  @Test
  void sameSeedGivesTheSameSchedule() {
    FIFTY.forEach(schedule -> assertThat(SchedulePlanner.of(schedule.seed())).isEqualTo(schedule));
  }

  @Test
  void twentyOfFiftyAreFifoAndEveryFaultStepAndProtocolIsTried() {
    assertThat(FIFTY).filteredOn(Schedule::fifo).hasSize(20);
    assertThat(FIFTY.stream().flatMap(each -> each.faults().stream()).map(each -> each.fault()))
        .contains(FaultKind.values());
    assertThat(FIFTY.stream().flatMap(each -> each.steps().stream()).map(each -> each.step()))
        .contains(ClusterStep.values());
    assertThat(FIFTY).extracting(Schedule::protocol).contains(GroupProtocol.values());
  }

  @Test
  void everyIncidentHasAScheduleOfItsOwn() {
    List<Schedule> incidents =
        LongStream.range(Incident.FIRST_SEED, Incident.FIRST_SEED + Incident.values().length)
            .mapToObj(SchedulePlanner::of)
            .toList();
    assertThat(incidents)
        .extracting(each -> each.incident().orElseThrow())
        .containsExactly(Incident.values());
    assertThat(incidents)
        .allMatch(each -> each.faults().isEmpty() && each.steps().isEmpty() && !each.calm());
    assertThat(incidents).allMatch(each -> SchedulePlanner.of(each.seed()).equals(each));
    assertThat(FIFTY).allMatch(each -> each.incident().isEmpty());
  }

  @Test
  void poisonedRecordsAreSentAfterTheIncident() {
    Schedule schedule = SchedulePlanner.of(Incident.FIRST_SEED);
    assertThat(schedule.poisoned())
        .isNotEmpty()
        .allMatch(number -> number >= schedule.records() * 3 / 4);
  }

  @Test
  void someSchedulesHaveNothingThatExplainsDuplicates() {
    assertThat(FIFTY).filteredOn(Schedule::calm).hasSizeGreaterThanOrEqualTo(10);
  }
}
