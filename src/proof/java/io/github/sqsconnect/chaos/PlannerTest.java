package io.github.sqsconnect.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private static final List<Schedule> FIFTY =
      LongStream.rangeClosed(1, 50).mapToObj(Planner::of).toList();

  @Test
  void sameSeedGivesTheSameSchedule() {
    FIFTY.forEach(schedule -> assertThat(Planner.of(schedule.seed())).isEqualTo(schedule));
  }

  @Test
  void twentyOfFiftyAreFifoAndEveryTroubleStepAndMembershipIsTried() {
    assertThat(FIFTY).filteredOn(Schedule::fifo).hasSize(20);
    assertThat(FIFTY.stream().flatMap(each -> each.troubles().stream()).map(each -> each.trouble()))
        .contains(Trouble.values());
    assertThat(FIFTY.stream().flatMap(each -> each.steps().stream()).map(each -> each.step()))
        .contains(Step.values());
    assertThat(FIFTY).extracting(Schedule::membership).contains(Membership.values());
  }

  @Test
  void everyIncidentHasAScheduleOfItsOwn() {
    List<Schedule> incidents =
        LongStream.range(Incident.FIRST_SEED, Incident.FIRST_SEED + Incident.values().length)
            .mapToObj(Planner::of)
            .toList();
    assertThat(incidents)
        .extracting(each -> each.incident().orElseThrow())
        .containsExactly(Incident.values());
    assertThat(incidents)
        .allMatch(each -> each.troubles().isEmpty() && each.steps().isEmpty() && !each.calm());
    assertThat(incidents).allMatch(each -> Planner.of(each.seed()).equals(each));
    assertThat(FIFTY).allMatch(each -> each.incident().isEmpty());
  }

  @Test
  void recordsThatCannotBeWrittenAreFedAfterTheIncident() {
    Schedule schedule = Planner.of(Incident.FIRST_SEED);
    assertThat(schedule.poisoned())
        .isNotEmpty()
        .allMatch(number -> number >= schedule.records() * 3 / 4);
  }

  @Test
  void someSchedulesHaveNothingThatExplainsDuplicates() {
    assertThat(FIFTY).filteredOn(Schedule::calm).hasSizeGreaterThanOrEqualTo(10);
  }
}
