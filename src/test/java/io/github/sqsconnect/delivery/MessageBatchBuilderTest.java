package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MessageBatchBuilderTest {
  private final BufferFixture fixture = new BufferFixture(TestPipeline.QUEUE);

  private static MessageBatchBuilder builder(int messages, int bytes) {
    return new MessageBatchBuilder(
        new RequestLimits(
            BufferFixture.settings(
                "sqs.batch.max.messages", messages, "sqs.batch.max.bytes", bytes)));
  }

  private Delivery delivery(int bytes) {
    return fixture.delivery("a".repeat(bytes), null, 0);
  }

  @Test
  void theNumberOfMessagesIsBounded() {
    MessageBatchBuilder batch = builder(2, 2_000);
    batch.add(delivery(1));
    assertThat(batch.hasRoomFor(delivery(1))).isTrue();
    batch.add(delivery(1));
    assertThat(batch.hasRoomFor(delivery(1))).isFalse();
  }

  @Test
  void theBytesAreBoundedButTheFirstMessageAlwaysFits() {
    MessageBatchBuilder batch = builder(10, 2_000);
    assertThat(batch.hasRoomFor(delivery(3_000))).isTrue();
    Delivery first = delivery(1_000);
    batch.add(first);
    assertThat(batch.hasRoomFor(delivery(1_000))).isTrue();
    assertThat(batch.hasRoomFor(delivery(1_001))).isFalse();
    assertThat(batch.deliveries()).isEqualTo(List.of(first));
  }
}
