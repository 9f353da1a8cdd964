package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.message.OutboundMessage;
import io.github.sqsconnect.message.TargetQueue;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageAccumulatorTest {
  private static final long NOW = 10_000;
  private static final TargetQueue OTHER = new TargetQueue(TestPipeline.QUEUE.url() + "-other");

  private final BufferFixture fixture = new BufferFixture(TestPipeline.QUEUE);
  private final BufferFixture fifo = new BufferFixture(TestPipeline.FIFO);
  private final MessageAccumulator accumulator =
      new MessageAccumulator(
          BufferFixture.settings("sqs.linger.ms", 50),
          new BackoffPolicy(100, 20_000, () -> 0),
          DeliveryCounts.ofTask(0),
          () -> 0);

  @Test
  void bytesCountUntilAMessageIsDone() {
    Delivery delivery = fixture.delivery("four", null, NOW);
    accumulator.append(delivery);
    accumulator.append(fixture.delivery("1", null, NOW));
    assertThat(accumulator.bytes()).isEqualTo(retained(2, 5));
    assertThat(accumulator.waiting()).isEqualTo(2);
    accumulator.backlog(TestPipeline.QUEUE).next(NOW + 50, NOW + 50);
    assertThat(accumulator.bytes()).as("in flight").isEqualTo(retained(2, 5));
    assertThat(accumulator.waiting()).isZero();
    accumulator.complete(delivery);
    assertThat(accumulator.bytes()).isEqualTo(retained(1, 1));
  }

  @Test
  void everyQueueHasABacklogOfItsOwn() {
    accumulator.append(fixture.delivery("a", null, NOW));
    accumulator.append(new BufferFixture(OTHER).delivery("b", null, NOW + 10));
    assertThat(accumulator.backlogs())
        .extracting(QueueBacklog::queue)
        .containsExactly(TestPipeline.QUEUE, OTHER);
    assertThat(accumulator.nextSendableAt(NOW)).isEqualTo(NOW + 50);
    assertThat(accumulator.isSendable(NOW + 49)).isFalse();
    assertThat(accumulator.isSendable(NOW + 50)).isTrue();
    assertThat(accumulator.backlog(OTHER).isSendable(NOW + 50)).isFalse();
  }

  @Test
  void emptyAccumulatorHasNothingToSendEver() {
    assertThat(accumulator.nextSendableAt(NOW)).isEqualTo(QueueBacklog.NEVER);
    assertThat(accumulator.isSendable(NOW)).isFalse();
    assertThat(accumulator.bytes()).isZero();
  }

  @Test
  void orphansAreDroppedWithTheirBytes() {
    accumulator.append(fixture.delivery(TestPipeline.P0, "gone", null, NOW));
    accumulator.append(fixture.delivery(TestPipeline.P1, "kept!", null, NOW));
    fixture.offsets.close(TestPipeline.P0);
    accumulator.dropOrphans();
    assertThat(accumulator.bytes()).isEqualTo(retained(1, 5));
    assertThat(
            MessageBatches.bodies(accumulator.backlog(TestPipeline.QUEUE).next(NOW + 50, NOW + 50)))
        .containsExactly("kept!");
  }

  @Test
  void orphansOfPreparedRequestsFreeTheirGroup() {
    Delivery first = fifo.delivery(TestPipeline.P0, "a1", "a", NOW);
    accumulator.append(first);
    accumulator.append(fifo.delivery(TestPipeline.P1, "a2", "a", NOW));
    accumulator.append(fifo.delivery(TestPipeline.P1, "b1", "b", NOW));
    QueueBacklog backlog = accumulator.backlog(TestPipeline.FIFO);
    MessageBatch refused = backlog.next(NOW + 50, NOW + 50);
    assertThat(MessageBatches.bodies(refused)).containsExactly("a1", "b1");
    backlog.halve(refused, null);
    fifo.offsets.close(TestPipeline.P0);
    accumulator.dropOrphans();
    assertThat(accumulator.bytes()).isEqualTo(retained(2, 4));
    assertThat(MessageBatches.bodies(backlog.next(NOW + 50, NOW + 50))).containsExactly("b1");
    assertThat(MessageBatches.bodies(backlog.next(NOW + 50, NOW + 50))).containsExactly("a2");
  }

  @Test
  void partsTakeThePlaceOfTheMessageThatWasTooLarge() {
    Delivery large = fifo.delivery(TestPipeline.P0, "abc", "g", NOW);
    accumulator.append(large);
    accumulator.append(fifo.delivery(TestPipeline.P0, "next", "g", NOW));
    QueueBacklog backlog = accumulator.backlog(TestPipeline.FIFO);
    backlog.next(NOW + 50, NOW + 50);
    accumulator.replace(
        large,
        List.of(
            MessageBatches.message(TestPipeline.FIFO, "a", "g", "1"),
            MessageBatches.message(TestPipeline.FIFO, "b", "g", "2"),
            MessageBatches.message(TestPipeline.FIFO, "c", "g", "3")),
        NOW + 60);
    assertThat(accumulator.bytes()).isEqualTo(retained(4, 7));
    for (String expected : List.of("a", "b", "c", "next")) {
      MessageBatch batch = backlog.next(NOW + 60, NOW + 60);
      assertThat(MessageBatches.bodies(batch)).containsExactly(expected);
      assertThat(backlog.next(NOW + 60, NOW + 60)).as("one at a time").isNull();
      accumulator.complete(batch.deliveries().get(0));
    }
    assertThat(accumulator.bytes()).isZero();
  }

  @Test
  void queueIsForgottenTenMinutesAfterItsLastUse() {
    Delivery delivery = fixture.delivery("a", null, NOW);
    accumulator.append(delivery);
    assertThat(accumulator.forgetIdle(NOW + 600_000)).as("it waits").isEmpty();
    QueueBacklog backlog = accumulator.backlog(TestPipeline.QUEUE);
    MessageBatch batch = backlog.next(NOW + 50, NOW + 50);
    batch.sent(NOW + 50);
    backlog.sent(batch);
    assertThat(accumulator.forgetIdle(NOW + 600_000)).as("it is in flight").isEmpty();
    backlog.completed(batch);
    accumulator.complete(delivery);
    assertThat(accumulator.forgetIdle(NOW + 599_999)).isEmpty();
    assertThat(accumulator.forgetIdle(NOW + 600_000)).containsExactly(TestPipeline.QUEUE);
    assertThat(accumulator.find(TestPipeline.QUEUE)).isNull();
    assertThat(accumulator.backlogs()).isEmpty();
  }

  @Test
  void amongManyQueuesThoseThatAreNotUsedAreForgottenAtOnce() {
    accumulator.append(fixture.delivery("a", null, NOW));
    for (int i = 0; i < MessageAccumulator.MANY_QUEUES + 5; i++) {
      accumulator.backlog(new TargetQueue(TestPipeline.QUEUE.url() + i));
    }
    accumulator.forgetIdle(NOW);
    assertThat(accumulator.backlogs()).hasSizeLessThanOrEqualTo(MessageAccumulator.MANY_QUEUES);
    assertThat(accumulator.find(TestPipeline.QUEUE)).isNotNull();
  }

  @Test
  void oneQueueMoreThanManyIsNeededToForgetThem() {
    for (int i = 0; i < MessageAccumulator.MANY_QUEUES; i++) {
      accumulator.backlog(new TargetQueue(TestPipeline.QUEUE.url() + i));
    }
    assertThat(accumulator.forgetIdle(0)).isEmpty();
    accumulator.backlog(TestPipeline.QUEUE);
    assertThat(accumulator.forgetIdle(0)).hasSize(1);
  }

  @Test
  void appendFindsAFullRequest() {
    for (int i = 0; i < 9; i++) {
      assertThat(accumulator.append(fixture.delivery("a", null, NOW))).isFalse();
    }
    assertThat(accumulator.append(fixture.delivery("a", null, NOW))).isTrue();
    assertThat(accumulator.append(fifo.delivery("a", "g", NOW))).as("other queue").isFalse();
  }

  @Test
  void queuesTakeTurns() {
    accumulator.backlog(TestPipeline.QUEUE);
    accumulator.backlog(OTHER);
    assertThat(accumulator.nextInTurn().queue()).isEqualTo(TestPipeline.QUEUE);
    assertThat(accumulator.nextInTurn().queue()).isEqualTo(OTHER);
    assertThat(accumulator.nextInTurn().queue()).isEqualTo(TestPipeline.QUEUE);
  }

  private static long retained(int messages, int bytes) {
    return (long) messages * OutboundMessage.OVERHEAD_BYTES + bytes;
  }
}
