package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.config.DeliverySettings;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InFlightRequestsTest {
  private final DeliverySettings settings =
      BufferFixture.settings("sqs.max.in.flight.requests", 2, "sqs.buffer.max.bytes", 1 << 20);
  private final QueueLanes lanes = new QueueLanes(settings);
  private final InFlightRequests inFlight =
      new InFlightRequests(
          settings,
          lanes,
          new MessageAccumulator(
              settings, new BackoffPolicy(1, 1, () -> 0), DeliveryCounts.ofTask(0), () -> 0));

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
}
