package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.config.DeliverySettings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A FIFO buffer with relaxed order: a request may contain consecutive messages of one group. */
class RelaxedFifoBufferTest {
  private final BufferFixture fixture = new BufferFixture(TestPipeline.FIFO);
  private FifoBuffer buffer = buffer("sqs.linger.ms", 0, "sqs.batch.max.messages", 4);

  @Test
  void requestContainsConsecutiveMessagesOfAGroupAndThenOfTheNext() {
    append("a1", "a2", "a3", "b1", "b2", "b3");
    assertThat(drain(0)).containsExactly("a1", "a2", "a3", "b1");
    assertThat(buffer.drain(0, 0)).as("both groups are muted").isEmpty();
  }

  @Test
  void oneGroupFillsARequest() {
    buffer = buffer("sqs.linger.ms", 50, "sqs.batch.max.messages", 3);
    append("a1", "a2");
    assertThat(buffer.isSendable(0)).isFalse();
    append("a3");
    assertThat(drain(0)).containsExactly("a1", "a2", "a3");
  }

  @Test
  void bytesOfOneGroupFillARequest() {
    buffer = buffer("sqs.linger.ms", 50, "sqs.batch.max.bytes", 2048);
    append("a".repeat(1_000), "a".repeat(1_000));
    assertThat(buffer.isSendable(0)).isFalse();
    append("a".repeat(48));
    assertThat(buffer.drain(0, 0)).hasSize(3);
  }

  @Test
  void groupStaysMuteUntilTheLastOfItsMessagesIsDone() {
    append("a1", "a2", "a3");
    List<Delivery> inFlight = buffer.drain(0, 0);
    append("a4");
    buffer.complete(inFlight.get(0));
    buffer.complete(inFlight.get(2));
    assertThat(buffer.drain(0, 0)).isEmpty();
    buffer.complete(inFlight.get(1));
    assertThat(drain(0)).containsExactly("a4");
  }

  @Test
  void reenqueuedMessagesKeepTheirOrderBeforeWaitingOnes() {
    append("a1", "a2", "a3", "a4", "a5");
    List<Delivery> inFlight = buffer.drain(0, 0);
    reenqueue(inFlight.get(0), 10);
    buffer.complete(inFlight.get(1));
    reenqueue(inFlight.get(2), 30);
    assertThat(buffer.isBehindReenqueued(inFlight.get(3))).isTrue();
    reenqueue(inFlight.get(3), 20);
    assertThat(buffer.size()).isEqualTo(4);
    assertThat(buffer.drain(29, 29)).as("the latest of them sets the time").isEmpty();
    assertThat(drain(30)).containsExactly("a1", "a3", "a4", "a5");
  }

  @Test
  void reenqueuedMessageThatDidNotFitPrecedesLaterOnes() {
    buffer = buffer("sqs.linger.ms", 0, "sqs.batch.max.bytes", 2048, "sqs.batch.max.messages", 4);
    append("a1", "a2", "a3");
    for (Delivery delivery : buffer.drain(0, 0)) {
      reenqueue(delivery, 10);
    }
    append("a4", "a5");
    List<Delivery> again = buffer.drain(10, 10);
    assertThat(MessageBatches.bodies(again)).containsExactly("a1", "a2", "a3", "a4");
    buffer.complete(again.get(0));
    reenqueue(again.get(1), 20);
    buffer.complete(again.get(2));
    reenqueue(again.get(3), 20);
    assertThat(drain(20)).containsExactly("a2", "a4", "a5");
  }

  @Test
  void unwantedReenqueuedMessagesAreRemovedToo() {
    append("a1", "a2", "a3");
    List<Delivery> inFlight = buffer.drain(0, 0);
    reenqueue(inFlight.get(0), 10);
    append("a4");
    List<Delivery> removed = new ArrayList<>();
    buffer.remove(delivery -> delivery.message().body().matches("a[14]"), removed);
    assertThat(MessageBatches.bodies(removed)).containsExactly("a1", "a4");
    assertThat(buffer.size()).isZero();
    buffer.complete(inFlight.get(1));
    reenqueue(inFlight.get(2), 10);
    assertThat(drain(10)).containsExactly("a3");
  }

  @Test
  void groupWithMoreThanAHundredWaitingIsACrowd() {
    for (int i = 0; i < 100; i++) {
      append("a" + i);
    }
    append("b1");
    assertThat(buffer.crowdedGroups()).isZero();
    append("a100");
    assertThat(buffer.crowdedGroups()).isEqualTo(1);
    List<Delivery> inFlight = buffer.drain(0, 0);
    assertThat(buffer.crowdedGroups()).isZero();
    buffer.reenqueue(
        inFlight.get(0),
        List.of(inFlight.get(0), inFlight.get(1), inFlight.get(2), inFlight.get(3)),
        5);
    assertThat(buffer.crowdedGroups()).as("what came back waits too").isEqualTo(1);
    buffer.remove(delivery -> true, new ArrayList<>());
    assertThat(buffer.crowdedGroups()).isZero();
  }

  private static FifoBuffer buffer(Object... settings) {
    DeliverySettings delivery = BufferFixture.settings(settings);
    return new FifoBuffer(new RequestLimits(delivery), delivery.lingerMs(), false);
  }

  /** The first letter of a body is its group. */
  private void append(String... bodies) {
    for (String body : bodies) {
      buffer.append(fixture.delivery(body, body.substring(0, 1), 0));
    }
  }

  private void reenqueue(Delivery delivery, long dueAt) {
    buffer.reenqueue(delivery, List.of(delivery), dueAt);
  }

  private List<String> drain(long now) {
    return MessageBatches.bodies(buffer.drain(now, now));
  }
}
