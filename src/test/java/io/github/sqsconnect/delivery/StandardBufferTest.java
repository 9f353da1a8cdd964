package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.config.DeliverySettings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandardBufferTest {
  private final BufferFixture fixture = new BufferFixture(TestPipeline.QUEUE);
  private StandardBuffer buffer =
      buffer(BufferFixture.settings("sqs.linger.ms", 50, "sqs.batch.max.messages", 3));

  @Test
  void emptyBufferNeverBecomesSendable() {
    assertThat(buffer.nextSendableAt(0)).isEqualTo(QueueBacklog.NEVER);
    assertThat(buffer.isSendable(Long.MAX_VALUE - 1)).isFalse();
    assertThat(buffer.drain(1_000, 1_000)).isEmpty();
  }

  @Test
  void partFullRequestWaitsForItsOldestMessage() {
    append("a", 100);
    append("b", 140);
    assertThat(buffer.nextSendableAt(140)).isEqualTo(150);
    assertThat(buffer.drain(149, 149)).isEmpty();
    assertThat(drain(150)).containsExactly("a", "b");
    assertThat(buffer.size()).isZero();
  }

  @Test
  void requestWithFullCountIsSentImmediatelyInOrder() {
    for (String body : List.of("a", "b", "c", "d")) {
      append(body, 100);
    }
    assertThat(drain(100)).containsExactly("a", "b", "c");
    assertThat(buffer.drain(100, 100)).isEmpty();
    assertThat(buffer.size()).isEqualTo(1);
  }

  @Test
  void requestWithFullBytesIsSentImmediately() {
    buffer = buffer(BufferFixture.settings("sqs.linger.ms", 50, "sqs.batch.max.bytes", 2048));
    append("a".repeat(1000), 100);
    assertThat(buffer.isSendable(100)).isFalse();
    append("b".repeat(1000), 100);
    assertThat(buffer.isSendable(100)).isFalse();
    append("c".repeat(48), 100);
    assertThat(buffer.drain(100, 100)).hasSize(3);
  }

  @Test
  void requestContainsAsManyBytesAsAllowed() {
    buffer = buffer(BufferFixture.settings("sqs.linger.ms", 0, "sqs.batch.max.bytes", 2048));
    append("a".repeat(1024), 100);
    append("b".repeat(1024), 100);
    append("c", 100);
    assertThat(buffer.drain(100, 100)).hasSize(2);
    assertThat(drain(100)).containsExactly("c");
  }

  @Test
  void bytesThatHaveLeftDoNotFillTheNextRequest() {
    buffer = buffer(BufferFixture.settings("sqs.linger.ms", 50, "sqs.batch.max.bytes", 2048));
    append("a".repeat(1024), 100);
    append("b".repeat(1024), 100);
    assertThat(buffer.drain(100, 100)).hasSize(2);
    append("c", 100);
    assertThat(buffer.isSendable(100)).isFalse();
  }

  @Test
  void messageLargerThanARequestIsSentAlone() {
    buffer = buffer(BufferFixture.settings("sqs.linger.ms", 0, "sqs.batch.max.bytes", 1024));
    append("a".repeat(5000), 100);
    append("b", 100);
    assertThat(buffer.drain(100, 100)).hasSize(1);
    assertThat(drain(100)).containsExactly("b");
  }

  @Test
  void messageThatBacksOffDelaysNoOther() {
    Delivery failed = append("failed", 100);
    assertThat(drain(150)).containsExactly("failed");
    buffer.reenqueue(failed, List.of(failed), 500);
    append("next", 160);
    assertThat(buffer.nextSendableAt(160)).isEqualTo(210);
    assertThat(drain(210)).containsExactly("next");
    assertThat(buffer.nextSendableAt(210)).isEqualTo(500);
    assertThat(buffer.drain(499, 499)).isEmpty();
    assertThat(drain(500)).containsExactly("failed");
  }

  @Test
  void retriesThatAreDueAreSentFirstAndOtherMessagesFillTheRequest() {
    Delivery late = append("late", 100);
    Delivery early = append("early", 100);
    buffer.drain(150, 150);
    buffer.reenqueue(late, List.of(late), 220);
    buffer.reenqueue(early, List.of(early), 210);
    append("new", 219);
    assertThat(drain(220)).containsExactly("early", "late", "new");
  }

  @Test
  void unwantedMessagesAreTakenOutWithTheirBytes() {
    buffer = buffer(BufferFixture.settings("sqs.linger.ms", 50, "sqs.batch.max.bytes", 2048));
    Delivery failed = append("failed", 100);
    buffer.drain(150, 150);
    buffer.reenqueue(failed, List.of(failed), 500);
    append("gone".repeat(400), 160);
    append("kept", 160);
    List<Delivery> removed = new ArrayList<>();
    buffer.remove(delivery -> !delivery.message().body().equals("kept"), removed);
    assertThat(removed).hasSize(2).contains(failed);
    assertThat(buffer.size()).isEqualTo(1);
    append("x".repeat(1000), 160);
    assertThat(buffer.isSendable(160)).as("bytes of removed messages count").isFalse();
    assertThat(buffer.drain(210, 210)).hasSize(2);
    assertThat(buffer.nextSendableAt(210)).isEqualTo(QueueBacklog.NEVER);
  }

  private static StandardBuffer buffer(DeliverySettings settings) {
    return new StandardBuffer(new RequestLimits(settings), settings.lingerMs());
  }

  private Delivery append(String body, long now) {
    Delivery delivery = fixture.delivery(body, null, now);
    buffer.append(delivery);
    return delivery;
  }

  private List<String> drain(long now) {
    return MessageBatches.bodies(buffer.drain(now, now));
  }
}
