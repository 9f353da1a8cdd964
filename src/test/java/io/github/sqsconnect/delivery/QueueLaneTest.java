package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QueueLaneTest {
  private final PartitionOffsets partition = new PartitionOffsets(TestPipeline.P0);
  private final QueueLane lane = partition.lane();
  private long offset;

  private TrackedRecord register() {
    return partition.register(MessageBatches.record(offset++, "value"), 100, 0);
  }

  @Test
  void recordsCountUntilTheyAreDoneOrTheirPartitionIsClosed() {
    TrackedRecord first = register();
    register();
    assertThat(lane.bytes()).isEqualTo(200);
    assertThat(lane.isActive()).isTrue();
    first.acknowledge();
    assertThat(lane.bytes()).isEqualTo(100);
    partition.close();
    assertThat(lane.bytes()).isZero();
    assertThat(lane.isUnused()).isTrue();
  }

  @Test
  void messagesLimitWhatIsAssembled() {
    lane.limit(1_000, 1);
    assertThat(lane.couldAssemble()).as("nothing waits").isFalse();
    lane.addUnassembled(register());
    lane.countMessage(999, false);
    assertThat(lane.couldAssemble()).isTrue();
    lane.countMessage(1, false);
    assertThat(lane.couldAssemble()).isFalse();
  }

  @Test
  void onlyPartsLimitWhatIsSplit() {
    lane.limit(1_000, 1);
    lane.countMessage(5_000, false);
    assertThat(lane.mayBeSplit()).isTrue();
    lane.countMessage(1_000, true);
    assertThat(lane.mayBeSplit()).isFalse();
  }

  @Test
  void oneRequestOfAnySizeFits() {
    lane.limit(3, 2);
    MessageBatch batch = MessageBatches.batch(TestPipeline.QUEUE, "abcd");
    assertThat(lane.hasBytesLeft()).isTrue();
    lane.sent(batch);
    assertThat(lane.hasBytesLeft()).isFalse();
    assertThat(lane.inFlight()).isEqualTo(1);
    lane.completed(batch);
    assertThat(lane.hasBytesLeft()).isTrue();
  }

  @Test
  void receivesUntilTheNextPut() {
    lane.addUnassembled(register());
    assertThat(lane.hasReceived()).isTrue();
    lane.beginPut();
    assertThat(lane.hasReceived()).isFalse();
  }

  @Test
  void isActiveOrUsedWhileAnythingIsOutstanding() {
    assertThat(lane.isActive()).isFalse();
    assertThat(lane.isUnused()).isTrue();
    MessageBatch batch = MessageBatches.batch(TestPipeline.QUEUE, "a");
    lane.sent(batch);
    assertThat(lane.isUnused()).as("a request is in flight").isFalse();
    lane.completed(batch);
    assertThat(lane.isUnused()).isTrue();
    lane.countMessage(1, false);
    assertThat(lane.isActive()).isTrue();
    assertThat(lane.isUnused()).isFalse();
    lane.countMessage(-1, false);
    lane.partitions().add(TestPipeline.P0);
    assertThat(lane.isActive()).isFalse();
    assertThat(lane.isUnused()).as("a partition").isFalse();
  }

  @Test
  void nameIsTheQueueIfThereIsOne() {
    assertThat(new QueueLane(null).name()).isEmpty();
    assertThat(new QueueLane(TestPipeline.QUEUE).name()).isEqualTo(TestPipeline.QUEUE.url());
  }
}
