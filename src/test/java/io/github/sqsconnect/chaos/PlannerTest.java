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
  void someSchedulesHaveNothingThatExplainsDuplicates() {
    assertThat(FIFTY).filteredOn(Schedule::calm).hasSizeGreaterThanOrEqualTo(10);
  }
}
