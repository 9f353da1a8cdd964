package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.message.TargetQueue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class QueueLanesTest {
  private static final TargetQueue A = TestPipeline.QUEUE;
  private static final TargetQueue B = TestPipeline.FIFO;

  private final QueueLanes lanes =
      new QueueLanes(
          BufferFixture.settings(
              "sqs.buffer.max.bytes", 3_000_000, "sqs.max.in.flight.requests", 9));
  private final PartitionOffsets p0 = new PartitionOffsets(TestPipeline.P0);
  private final PartitionOffsets p1 = new PartitionOffsets(TestPipeline.P1);
  private final PartitionOffsets orders = new PartitionOffsets(TestPipeline.ORDERS);
  private long offset;

  private TrackedRecord register(PartitionOffsets partition, @Nullable TargetQueue queue) {
    lanes.route(partition, queue);
    TrackedRecord tracked =
        partition.register(
            MessageBatches.record(partition.topicPartition(), offset++, "value"), 100, 0);
    partition.lane().addUnassembled(tracked);
    return tracked;
  }

  @Test
  void queuesShareEquallyAndOneHasEverything() {
    lanes.open(p0, A);
    lanes.open(p1, A);
    assertThat(lanes.areSeveral()).isFalse();
    assertThat(lanes.of(A).maxBytes()).isEqualTo(3_000_000);
    assertThat(lanes.of(A).maxInFlight()).isEqualTo(9);

    lanes.open(orders, B);
    assertThat(lanes.areSeveral()).isTrue();
    assertThat(lanes.of(A).maxBytes()).isEqualTo(1_500_000);
    assertThat(lanes.of(B).maxInFlight()).isEqualTo(4);

    lanes.close(orders);
    assertThat(lanes.of(A).maxBytes()).isEqualTo(3_000_000);
  }

  @Test
  void firstRecordCorrectsTheExpectedQueue() {
    lanes.open(p0, A);
    register(p0, B);
    assertThat(p0.lane()).isSameAs(lanes.of(B));
    assertThat(lanes.of(B).partitions()).containsExactly(TestPipeline.P0);
    assertThat(lanes.areSeveral()).isFalse();
  }

  @Test
  void partitionOfSeveralQueuesMovesWithAllItsRecordsToTheCommonLane() {
    lanes.open(p0, A);
    lanes.open(p1, A);
    TrackedRecord first = register(p0, A);
    TrackedRecord other = register(p1, A);
    TrackedRecord second = register(p0, B);

    QueueLane common = p0.lane();
    assertThat(common.queue()).isNull();
    assertThat(common.unassembled()).containsExactly(first, second);
    assertThat(common.bytes()).isEqualTo(200);
    assertThat(lanes.of(A).unassembled()).containsExactly(other);
    assertThat(lanes.of(A).bytes()).isEqualTo(100);

    register(p0, A);
    assertThat(p0.lane()).as("it stays there").isSameAs(common);
  }

  @Test
  void recordOfTheCommonLaneChangesNoOrderThere() {
    lanes.open(p0, null);
    lanes.open(p1, null);
    TrackedRecord first = register(p0, null);
    TrackedRecord other = register(p1, null);
    TrackedRecord second = register(p0, A);
    assertThat(p0.lane().unassembled()).containsExactly(first, other, second);
  }

  @Test
  void queuesThatNoTopicMapsToHaveTheCommonLane() {
    lanes.open(p0, null);
    lanes.open(orders, B);
    assertThat(lanes.of(A)).isSameAs(p0.lane());
    assertThat(lanes.of(B)).isSameAs(orders.lane()).isNotSameAs(p0.lane());
  }

  @Test
  void queuesTakeTurnsAndOneWithoutMemoryIsPassedOver() {
    lanes.open(p0, A);
    lanes.open(orders, B);
    for (int i = 0; i < 3; i++) {
      register(p0, A);
      register(orders, B);
    }
    assertThat(lanes.unassembled()).isEqualTo(6);
    assertThat(lanes.couldAssemble()).isTrue();
    List<TargetQueue> turns = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      turns.add(assembled());
    }
    assertThat(turns).containsExactly(A, B, A, B);

    lanes.of(A).countMessage(1_500_000, false);
    assertThat(assembled()).isEqualTo(B);
    assertThat(lanes.nextToAssemble()).isNull();
    assertThat(lanes.couldAssemble()).isFalse();
  }

  private @Nullable TargetQueue assembled() {
    QueueLane lane = lanes.nextToAssemble();
    lane.unassembled().removeFirst();
    return lane.queue();
  }

  @Test
  void orphansAreDroppedAndUnusedLanesForgotten() {
    lanes.open(p0, A);
    lanes.open(orders, B);
    register(p0, A);
    register(orders, B);
    p0.close();
    lanes.close(p0);
    lanes.dropOrphans();
    assertThat(lanes.unassembled()).isEqualTo(1);

    lanes.of(A).countMessage(10, false);
    lanes.beginPut();
    assertThat(lanes.all()).as("a message is still in flight").hasSize(2);
    lanes.of(A).countMessage(-10, false);
    lanes.beginPut();
    assertThat(lanes.all()).extracting(QueueLane::queue).containsExactly(B);
  }

  @Test
  void putBeginsForEveryLane() {
    lanes.open(p0, A);
    lanes.open(orders, B);
    register(p0, A);
    register(orders, B);
    assertThat(lanes.all()).allMatch(QueueLane::hasReceived);
    lanes.beginPut();
    assertThat(lanes.all()).hasSize(2).noneMatch(QueueLane::hasReceived);
  }
}
