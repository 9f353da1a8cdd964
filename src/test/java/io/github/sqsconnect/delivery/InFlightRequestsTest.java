package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.config.DeliverySettings;
import io.github.sqsconnect.message.TargetQueue;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InFlightRequestsTest {
  private static final TargetQueue THIRD = new TargetQueue(TestPipeline.QUEUE.url() + "-third");

  private final DeliverySettings settings =
      BufferFixture.settings("sqs.max.in.flight.requests", 2, "sqs.buffer.max.bytes", 1 << 20);
  private final QueueLanes lanes = new QueueLanes(settings);
  private final MessageAccumulator accumulator =
      new MessageAccumulator(
          settings, new BackoffPolicy(1, 1, () -> 0), DeliveryCounts.ofTask(0), () -> 0);
  private final InFlightRequests inFlight = new InFlightRequests(settings, lanes, accumulator);

  InFlightRequestsTest() {
    lanes.open(new PartitionOffsets(TestPipeline.P0), TestPipeline.QUEUE);
  }

  private boolean mayStart() {
    return inFlight.mayStart(lanes.of(TestPipeline.QUEUE), 0);
  }

  private final MessageBatch small = MessageBatches.batch(TestPipeline.QUEUE, "a");

  @Test
  void theNumberOfRequestsIsBounded() {
    inFlight.started(small);
    assertThat(mayStart()).isTrue();
    inFlight.started(MessageBatches.batch(TestPipeline.QUEUE, "b"));
    assertThat(mayStart()).isFalse();
    inFlight.completed(small);
    assertThat(mayStart()).isTrue();
    assertThat(inFlight.size()).isEqualTo(1);
  }

  @Test
  void theBytesAreBoundedButOneRequestMayAlwaysStart() {
    MessageBatch large = MessageBatches.batch(TestPipeline.QUEUE, "a".repeat(1 << 20));
    assertThat(mayStart()).isTrue();
    inFlight.started(large);
    assertThat(mayStart()).isFalse();
    inFlight.completed(large);
    assertThat(inFlight.isEmpty()).isTrue();
    assertThat(inFlight.bytesSnapshot()).isZero();
  }

  @Test
  void aQueueLeavesTheShareOfAnother() {
    lanes.open(new PartitionOffsets(TestPipeline.ORDERS), TestPipeline.FIFO);
    inFlight.started(small);
    assertThat(mayStart()).as("it has its share").isFalse();
    assertThat(inFlight.mayStart(lanes.of(TestPipeline.FIFO), 0)).isTrue();
  }

  @Test
  void requestsAreFoundByTheirPartitions() {
    inFlight.started(small);
    Set<MessageBatch> carrying = inFlight.carrying(List.of(MessageBatches.PARTITION));
    assertThat(carrying).containsExactly(small);
    assertThat(inFlight.carrying(List.of(TestPipeline.P1))).isEmpty();

    inFlight.completed(small);
    inFlight.retainIn(carrying);
    assertThat(new HashSet<>(carrying)).isEmpty();
  }

  @Test
  void completedRequestIsForgottenWithItsBytes() {
    inFlight.started(small);
    assertThat(inFlight.bytesSnapshot()).isEqualTo(1);
    inFlight.completed(small);
    assertThat(inFlight.bytesSnapshot()).isZero();
    assertThatThrownBy(() -> inFlight.completed(small))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("that request is not in flight");
  }

  @Test
  void queueThatWasAssignedLaterWaitsUntilARequestIsFree() {
    inFlight.started(small);
    inFlight.started(MessageBatches.batch(TestPipeline.QUEUE, "b"));
    lanes.open(new PartitionOffsets(TestPipeline.ORDERS), TestPipeline.FIFO);
    assertThat(inFlight.mayStart(lanes.of(TestPipeline.FIFO), 0)).isFalse();
    inFlight.completed(small);
    assertThat(inFlight.mayStart(lanes.of(TestPipeline.FIFO), 0)).isTrue();
  }

  @Test
  void nothingIsKeptFreeForAQueueWithoutPartitions() {
    PartitionOffsets orders = new PartitionOffsets(TestPipeline.ORDERS);
    lanes.open(orders, TestPipeline.FIFO);
    lanes.close(orders);
    inFlight.started(small);
    assertThat(mayStart()).isTrue();
  }

  /** How many of 16 requests the first of two queues may use, without those in flight. */
  private static final class Shared {
    private final DeliverySettings settings =
        BufferFixture.settings("sqs.max.in.flight.requests", 16, "sqs.linger.ms", 0);
    private final QueueLanes lanes = new QueueLanes(settings);
    private final MessageAccumulator accumulator =
        new MessageAccumulator(
            settings, new BackoffPolicy(1, 1, () -> 0), DeliveryCounts.ofTask(0), () -> 0);
    private final InFlightRequests inFlight = new InFlightRequests(settings, lanes, accumulator);
    private final PartitionOffsets orders = new PartitionOffsets(TestPipeline.ORDERS);

    Shared(@Nullable TargetQueue other) {
      lanes.open(new PartitionOffsets(TestPipeline.P0), TestPipeline.QUEUE);
      lanes.open(orders, other);
    }

    int mayStart() {
      int count = 0;
      QueueLane lane = lanes.of(TestPipeline.QUEUE);
      while (inFlight.mayStart(lane, 0)) {
        inFlight.started(MessageBatches.batch(TestPipeline.QUEUE, "a" + count));
        count++;
      }
      return count;
    }
  }

  @Test
  void nothingIsKeptFreeForAThirdQueueWithoutPartitions() {
    Shared shared = new Shared(TestPipeline.FIFO);
    PartitionOffsets third = new PartitionOffsets(TestPipeline.P1);
    shared.lanes.open(third, THIRD);
    shared.lanes.close(third);
    assertThat(shared.mayStart()).isEqualTo(14);
  }

  /** The first queue uses what the others do not need, and then both need their share. */
  @Test
  void queueMayHaveItsShareAlsoIfAnotherHasTooMuch() {
    Shared shared = new Shared(TestPipeline.FIFO);
    shared.lanes.open(new PartitionOffsets(TestPipeline.P1), THIRD);
    assertThat(shared.mayStart()).isEqualTo(14);

    shared.accumulator.append(new BufferFixture(TestPipeline.FIFO).delivery("b", "g", 0));
    assertThat(shared.inFlight.mayStart(shared.lanes.of(THIRD), 0)).isTrue();
    assertThat(shared.mayStart()).isZero();
  }

  @Test
  void aQuarterOfItsShareIsKeptFreeForAnIdleQueue() {
    assertThat(new Shared(TestPipeline.FIFO).mayStart()).isEqualTo(14);
  }

  @Test
  void itsShareIsKeptFreeForAQueueThatCouldSend() {
    Shared shared = new Shared(TestPipeline.FIFO);
    shared.accumulator.append(new BufferFixture(TestPipeline.FIFO).delivery("b", "g", 0));
    assertThat(shared.mayStart()).isEqualTo(8);
  }

  @Test
  void aQuarterIsKeptFreeForAQueueWhoseMessagesAreInFlight() {
    Shared shared = new Shared(TestPipeline.FIFO);
    shared.accumulator.append(new BufferFixture(TestPipeline.FIFO).delivery("b", "g", 0));
    MessageBatch batch = shared.accumulator.backlog(TestPipeline.FIFO).next(0, 0);
    shared.inFlight.started(batch);
    assertThat(shared.mayStart()).as("one of the two is used").isEqualTo(14);
  }

  @Test
  void oneIsKeptFreeForAQueueThatFails() {
    Shared shared = new Shared(TestPipeline.FIFO);
    shared.accumulator.append(new BufferFixture(TestPipeline.FIFO).delivery("b", "g", 0));
    shared.accumulator.backlog(TestPipeline.FIFO).requestFailed(-1, -1);
    assertThat(shared.inFlight.isFailing(shared.lanes.of(TestPipeline.FIFO))).isTrue();
    assertThat(shared.inFlight.isFailing(shared.lanes.of(TestPipeline.QUEUE))).isFalse();
    assertThat(shared.mayStart()).isEqualTo(15);
  }

  @Test
  void aQueueThatIsKnownAndHasNothingIsIdle() {
    Shared shared = new Shared(TestPipeline.FIFO);
    shared.accumulator.backlog(TestPipeline.FIFO);
    assertThat(shared.mayStart()).isEqualTo(14);
  }

  @Test
  void commonLaneCouldSendWhileAnythingIsOutstanding() {
    assertThat(new Shared(null).mayStart()).isEqualTo(14);

    Shared shared = new Shared(null);
    shared.orders.register(MessageBatches.record(TestPipeline.ORDERS, 0, "value"), 1, 0);
    assertThat(shared.inFlight.isFailing(shared.lanes.of(TestPipeline.FIFO))).isFalse();
    assertThat(shared.mayStart()).isEqualTo(8);
  }
}
