package io.github.sqsconnect;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.FakeTaskContext;
import io.github.sqsconnect.fakes.ManualClock;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ConsumerPositionsTest {
  private static final TopicPartition P0 = new TopicPartition("events", 0);
  private static final TopicPartition P1 = new TopicPartition("events", 1);

  private final ManualClock clock = new ManualClock();
  private final FakeTaskContext context = new FakeTaskContext();
  private final ConsumerPositions positions = new ConsumerPositions(context, clock, true);

  private void open(TopicPartition... partitions) {
    context.assign(partitions);
    positions.opened(List.of(partitions));
  }

  @Test
  void partitionsArePausedFromTheStartUntilTheFirstCommit() {
    assertThat(context.takeTimeoutMs()).isEqualTo(200);
    positions.polled(false, true);
    assertThat(context.takeTimeoutMs()).isEqualTo(200);

    open(P0, P1);
    assertThat(context.paused()).containsExactlyInAnyOrder(P0, P1);
    positions.polled(true, true);
    assertThat(context.takeTimeoutMs()).isEqualTo(200);
    positions.committed(List.of(P0, P1));
    assertThat(context.paused()).isEmpty();
    assertThat(context.calls()).containsExactly("pause 2", "commit", "commit", "resume 2");

    positions.polled(true, false);
    assertThat(context.takeTimeoutMs()).isEqualTo(-1);
  }

  @Test
  void partitionsThatAreAssignedLaterAreNotPaused() {
    open(P0);
    positions.committed(List.of(P0));
    positions.polled(true, false);
    open(P0, P1);
    assertThat(context.paused()).isEmpty();
    assertThat(context.calls()).containsExactly("pause 1", "commit", "resume 1", "commit");
  }

  @Test
  void partitionsAreResumedWithoutACommitAfterFiveSeconds() {
    open(P0);
    clock.advance(4_999);
    positions.polled(true, true);
    assertThat(context.paused()).containsExactly(P0);
    clock.advance(1);
    positions.polled(true, true);
    assertThat(context.paused()).isEmpty();
  }

  @Test
  void onlyAssignedPartitionsOfTheCommitAreResumed() {
    open(P0, P1);
    positions.committed(List.of(P0));
    assertThat(context.paused()).containsExactly(P1);

    context.assign(P0);
    positions.committed(List.of(P0, P1));
    assertThat(context.calls()).containsExactly("pause 2", "commit", "resume 1");
  }

  @Test
  void revokedPartitionsAreNotResumed() {
    open(P0);
    positions.closed(List.of(P0));
    positions.committed(List.of(P0));
    assertThat(context.calls()).containsExactly("pause 1", "commit");
  }

  @Test
  void idlePollRequestsACommitTenSecondsAfterTheLastOne() {
    open(P0);
    positions.committed(List.of(P0));
    context.calls().clear();
    clock.advance(4_000);
    positions.polled(true, true);
    assertThat(context.takeTimeoutMs()).isEqualTo(6_000);
    clock.advance(6_000);
    positions.polled(true, false);
    assertThat(context.calls()).isEmpty();
    positions.polled(true, true);
    assertThat(context.calls()).containsExactly("commit");
    positions.polled(true, true);
    assertThat(context.calls()).containsExactly("commit");
  }

  @Test
  void nothingIsDoneIfConnectToleratesNoErrors() {
    FakeTaskContext untouched = new FakeTaskContext();
    ConsumerPositions none = new ConsumerPositions(untouched, clock, false);
    none.opened(List.of(P0));
    clock.advance(60_000);
    none.polled(false, true);
    none.polled(true, true);
    none.committed(List.of(P0));
    assertThat(untouched.calls()).isEmpty();
    assertThat(untouched.takeTimeoutMs()).isEqualTo(-1);
  }
}
