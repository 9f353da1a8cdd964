package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InFlightRequestsTest {
  private final InFlightRequests inFlight =
      new InFlightRequests(
          BufferFixture.settings("sqs.max.in.flight.requests", 2, "sqs.buffer.max.bytes", 1 << 20));
  private final MessageBatch small = MessageBatches.batch(TestPipeline.QUEUE, "a");

  @Test
  void theNumberOfRequestsIsBounded() {
    inFlight.started(small);
    assertThat(inFlight.mayStart()).isTrue();
    inFlight.started(MessageBatches.batch(TestPipeline.QUEUE, "b"));
    assertThat(inFlight.mayStart()).isFalse();
    inFlight.completed(small);
    assertThat(inFlight.mayStart()).isTrue();
    assertThat(inFlight.size()).isEqualTo(1);
  }

  @Test
  void theBytesAreBoundedButOneRequestMayAlwaysStart() {
    MessageBatch large = MessageBatches.batch(TestPipeline.QUEUE, "a".repeat(1 << 20));
    assertThat(inFlight.mayStart()).isTrue();
    inFlight.started(large);
    assertThat(inFlight.mayStart()).isFalse();
    inFlight.completed(large);
    assertThat(inFlight.isEmpty()).isTrue();
    assertThat(inFlight.bytesSnapshot()).isZero();
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
