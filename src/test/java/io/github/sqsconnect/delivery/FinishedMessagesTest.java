package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.ManualClock;
import java.util.List;
import org.junit.jupiter.api.Test;

class FinishedMessagesTest {
  private final ManualClock clock = new ManualClock();
  private final UnreportedRecords rejected = new UnreportedRecords(new RejectedStart(-1), clock);
  private final MessageAccumulator accumulator =
      new MessageAccumulator(
          BufferFixture.settings(),
          new BackoffPolicy(100, 200, () -> 0),
          DeliveryCounts.ofTask(0),
          () -> 0);
  private final FinishedMessages finished =
      new FinishedMessages(
          accumulator, rejected, clock, new DeliveryObserver() {}, DeliveryCounts.ofTask(0));
  private final PartitionOffsets offsets = new PartitionOffsets(MessageBatches.PARTITION);
  private final TrackedRecord tracked = offsets.register(MessageBatches.record(7, "value"), 5, 0);

  private Delivery sent(String body) {
    tracked.addMessages(1);
    Delivery delivery = MessageBatches.delivery(TestPipeline.QUEUE, body, null, tracked, 0);
    accumulator.append(delivery);
    accumulator.backlogOf(delivery).next(QueueBacklog.NEVER, 0);
    return delivery;
  }

  @Test
  void aRecordIsAcknowledgedWithItsLastMessage() {
    Delivery first = sent("a");
    Delivery second = sent("b");
    finished.delivered(first);
    assertThat(tracked.isOutstanding()).isTrue();
    finished.delivered(second);
    assertThat(tracked.isOutstanding()).isFalse();
    assertThat(accumulator.bytes()).isZero();
  }

  @Test
  void aRecordWithARejectedMessageIsReportedOnceWhenAllAreDone() {
    Delivery first = sent("a");
    Delivery second = sent("bb");
    Delivery third = sent("c");
    finished.rejected(first, new ServiceError("Bad", "one", ""));
    finished.rejected(second, new ServiceError("Bad", "two", ""), ", more");
    assertThat(rejected.poll()).isNull();
    finished.delivered(third);

    assertThat(rejected.poll()).isSameAs(tracked);
    assertThat(rejected.poll()).isNull();
    assertThat(tracked.isOutstanding()).isTrue();
    assertThat(tracked.rejection())
        .isEqualTo(
            "SQS rejected a message of 1 bytes for queue "
                + TestPipeline.QUEUE.url()
                + ": Bad (one)");
  }

  @Test
  void partsOfAMessageKeepTheirRecordOutstanding() {
    Delivery large = sent("large");
    finished.replaced(large, List.of(MessageBatches.message(TestPipeline.QUEUE, "part")));
    assertThat(tracked.isOutstanding()).isTrue();
    assertThat(accumulator.waiting()).isEqualTo(1);
  }

  @Test
  void nothingFollowsForADroppedMessage() {
    Delivery orphan = sent("a");
    finished.dropped(orphan);
    assertThat(tracked.isOutstanding()).isTrue();
    assertThat(accumulator.bytes()).isZero();
  }

  @Test
  void recordThatIsSplitAgainCountsOnce() {
    DeliveryCounts ofTask = DeliveryCounts.ofTask(0);
    MessageAccumulator waiting =
        new MessageAccumulator(
            BufferFixture.settings(), new BackoffPolicy(100, 200, () -> 0), ofTask, () -> 0);
    FinishedMessages splitting =
        new FinishedMessages(
            waiting,
            new UnreportedRecords(new RejectedStart(-1), () -> 0),
            () -> 0,
            new DeliveryObserver() {},
            ofTask);
    BufferFixture fifo = new BufferFixture(TestPipeline.FIFO);
    Delivery first = fifo.delivery("ab", "g", 0);
    waiting.append(first);
    waiting.backlog(TestPipeline.FIFO).next(QueueBacklog.NEVER, 0);
    splitting.replaced(first, List.of(MessageBatches.message(TestPipeline.FIFO, "a", "g", "1")));
    assertThat(ofTask.get(DeliveryCount.RECORDS_SPLIT)).as("one smaller message").isZero();

    MessageBatch smaller = waiting.backlog(TestPipeline.FIFO).next(QueueBacklog.NEVER, 0);
    splitting.replaced(
        smaller.deliveries().get(0),
        List.of(
            MessageBatches.message(TestPipeline.FIFO, "b", "g", "2"),
            MessageBatches.message(TestPipeline.FIFO, "c", "g", "3")));
    assertThat(ofTask.get(DeliveryCount.RECORDS_SPLIT)).isEqualTo(1);

    MessageBatch part = waiting.backlog(TestPipeline.FIFO).next(QueueBacklog.NEVER, 0);
    splitting.replaced(
        part.deliveries().get(0),
        List.of(
            MessageBatches.message(TestPipeline.FIFO, "d", "g", "4"),
            MessageBatches.message(TestPipeline.FIFO, "e", "g", "5")));
    assertThat(ofTask.get(DeliveryCount.RECORDS_SPLIT)).as("the same record").isEqualTo(1);
  }
}
