package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.message.OutboundMessage;
import org.junit.jupiter.api.Test;

class DeliveryTest {
  private final Delivery delivery =
      new BufferFixture(TestPipeline.FIFO).delivery("body", "group", 10);

  @Test
  void theFirstAttemptIsRemembered() {
    delivery.sent(20);
    delivery.sent(30);
    assertThat(delivery.attempts()).isEqualTo(2);
    assertThat(delivery.firstSentAt()).isEqualTo(20);
    assertThat(delivery.appendedAt()).isEqualTo(10);
  }

  @Test
  void aFaultIsCountedFromItsFirstAttemptInARow() {
    delivery.markFatal(100);
    delivery.markFatal(250);
    assertThat(delivery.fatalForMs(400)).isEqualTo(300);

    delivery.clearFatal();
    assertThat(delivery.fatalForMs(500)).isZero();
    delivery.markFatal(600);
    assertThat(delivery.fatalForMs(650)).isEqualTo(50);
  }

  @Test
  void aPartKeepsRecordAndTimeButNotTheAttempts() {
    delivery.sent(20);
    OutboundMessage smaller = MessageBatches.message(TestPipeline.FIFO, "b");
    Delivery part = delivery.part(smaller);
    assertThat(part.isPart()).isTrue();
    assertThat(delivery.isPart()).isFalse();
    assertThat(part.message()).isSameAs(smaller);
    assertThat(part.record()).isSameAs(delivery.record());
    assertThat(part.appendedAt()).isEqualTo(10);
    assertThat(part.attempts()).isZero();
  }

  @Test
  void onlyFifoQueuesHaveGroups() {
    assertThat(delivery.group()).isEqualTo("group");
    assertThat(new BufferFixture(TestPipeline.QUEUE).delivery("b", "group", 0).group()).isEmpty();
    assertThat(new BufferFixture(TestPipeline.QUEUE).delivery("b", null, 0).group()).isEmpty();
  }

  @Test
  void itsMemoryIsItsSizeAndTheObjectsAroundIt() {
    assertThat(delivery.bytes()).isEqualTo(4);
    assertThat(delivery.retainedBytes()).isEqualTo(4 + OutboundMessage.OVERHEAD_BYTES);
  }
}
