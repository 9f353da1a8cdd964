package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.config.DeliverySettings;
import io.github.sqsconnect.message.TargetQueue;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ResponseWaitTest {
  private static final TargetQueue A = TestPipeline.QUEUE;
  private static final TargetQueue B = TestPipeline.FIFO;
  private static final long BEGUN = 9_990;
  private static final long NOW = 10_000;
  private static final long DEADLINE = 10_990;
  private static final long NO_WAIT = QueueBacklog.ALWAYS;

  private final DeliverySettings settings = BufferFixture.settings("sqs.linger.ms", 0);
  private final QueueLanes lanes = new QueueLanes(settings);
  private final MessageAccumulator accumulator =
      new MessageAccumulator(
          settings, new BackoffPolicy(100, 200, () -> 0.999999), DeliveryCounts.ofTask(0), () -> 0);
  private final InFlightRequests inFlight = new InFlightRequests(settings, lanes, accumulator);
  private final RateLimit rateLimit = new RateLimit(1);
  private final ResponseWait waits = new ResponseWait(accumulator, lanes, inFlight, rateLimit);
  private final PartitionOffsets p0 = new PartitionOffsets(TestPipeline.P0);
  private final PartitionOffsets p1 = new PartitionOffsets(TestPipeline.P1);
  private final PartitionOffsets orders = new PartitionOffsets(TestPipeline.ORDERS);
  private long offset;

  private long inPut() {
    return waits.inPutUntil(NOW, BEGUN, DEADLINE);
  }

  private MessageBatch sent(TargetQueue queue, long at) {
    MessageBatch batch = MessageBatches.batch(queue, "in flight");
    batch.sent(at);
    inFlight.started(batch);
    return batch;
  }

  /** A record of an earlier put waits for its messages. */
  private void waits(PartitionOffsets partition) {
    receives(partition);
    partition.lane().beginPut();
  }

  private void receives(PartitionOffsets partition) {
    partition
        .lane()
        .addUnassembled(
            partition.register(
                MessageBatches.record(partition.topicPartition(), offset++, "value"), 1, NOW));
  }

  private void appended(TargetQueue queue) {
    accumulator.append(new BufferFixture(queue).delivery("waits", "group", NOW));
  }

  @Test
  void putWaitsForOneQueueWhileItHasMoreThanItMaySend() {
    lanes.open(p0, A);
    sent(A, NOW);
    assertThat(inPut()).as("nothing waits").isEqualTo(NO_WAIT);
    appended(A);
    assertThat(inPut()).as("a message waits").isEqualTo(DEADLINE);
  }

  @Test
  void putWaitsWhileRecordsWaitForTheirMessages() {
    lanes.open(p0, A);
    sent(A, NOW);
    receives(p0);
    assertThat(inPut()).isEqualTo(DEADLINE);
  }

  @Test
  void putDoesNotWaitIfNoResponseCanArriveOrTheRateIsUsed() {
    lanes.open(p0, A);
    appended(A);
    assertThat(inPut()).as("nothing is in flight").isEqualTo(NO_WAIT);
    sent(A, NOW);
    assertThat(inPut()).isEqualTo(DEADLINE);
    rateLimit.sent(1, NOW);
    assertThat(inPut()).as("the rate is used").isEqualTo(NO_WAIT);
  }

  @Test
  void putWaitsForSeveralQueuesAsForOneIfAllHaveMoreThanTheyMaySend() {
    lanes.open(p0, A);
    lanes.open(orders, B);
    sent(A, NOW);
    waits(p0);
    appended(B);
    assertThat(inPut()).isEqualTo(DEADLINE);
  }

  @Test
  void putDoesNotWaitIfNoQueueHasAnythingToSend() {
    lanes.open(p0, A);
    lanes.open(orders, B);
    sent(A, NOW);
    assertThat(inPut()).isEqualTo(NO_WAIT);
  }

  @Test
  void putWaitsShortlyWhileOneQueueHasNothingToSend() {
    lanes.open(p0, A);
    lanes.open(orders, B);
    sent(A, NOW);
    waits(p0);
    assertThat(inPut()).isEqualTo(BEGUN + 50);

    accumulator.backlog(A).requestFailed(NOW, NOW);
    assertThat(inPut()).as("the busy one fails").isEqualTo(BEGUN + 5);
  }

  @Test
  void putWaitsForAHealthyQueueBesideAFailingOne() {
    lanes.open(p0, A);
    lanes.open(orders, B);
    lanes.open(p1, null);
    sent(A, NOW);
    waits(p0);
    waits(orders);
    accumulator.backlog(A).requestFailed(NOW, NOW);
    assertThat(inPut()).isEqualTo(BEGUN + 50);
    accumulator.backlog(B).requestFailed(NOW, NOW);
    assertThat(inPut()).as("both fail").isEqualTo(BEGUN + 5);
  }

  @Test
  void putDoesNotWaitIfItsRecordsWereNotEnoughForAQueue() {
    lanes.open(p0, A);
    lanes.open(orders, B);
    sent(A, NOW);
    waits(p0);
    receives(orders);
    assertThat(inPut()).as("both have records").isEqualTo(DEADLINE);
    orders.lane().unassembled().clear();
    assertThat(inPut()).isEqualTo(NO_WAIT);
  }

  @Test
  void queueWithoutPartitionsIsNotWaitedFor() {
    lanes.open(p0, A);
    lanes.open(orders, B);
    lanes.open(p1, null);
    lanes.close(p1);
    sent(A, NOW);
    waits(p0);
    waits(orders);
    assertThat(inPut()).isEqualTo(DEADLINE);
  }

  @Test
  void commonLaneHasMoreThanItMaySendIfAnyOfItsQueuesDoes() {
    lanes.open(p0, null);
    lanes.open(orders, B);
    sent(A, NOW);
    appended(B);
    assertThat(inPut()).as("only the other lane").isEqualTo(BEGUN + 50);
    appended(A);
    assertThat(inPut()).isEqualTo(DEADLINE);
  }

  @Test
  void messagesThatMayNotBeSentYetAreNotWaitedFor() {
    lanes.open(p0, null);
    lanes.open(orders, B);
    sent(A, NOW);
    appended(A);
    appended(B);
    accumulator.backlog(A).requestFailed(NOW, NOW);
    assertThat(inPut()).as("the common lane backs off").isEqualTo(BEGUN + 50);
    accumulator.backlog(B).requestFailed(NOW, NOW);
    assertThat(inPut()).as("both back off").isEqualTo(NO_WAIT);
  }

  @Test
  void commitWaitsForOneQueueUntilItsDeadline() {
    lanes.open(p0, A);
    MessageBatch batch = sent(A, NOW - 5_000);
    assertThat(waits.inCommitUntil(Set.of(), DEADLINE)).isEqualTo(NO_WAIT);
    assertThat(waits.inCommitUntil(Set.of(batch), DEADLINE)).isEqualTo(DEADLINE);
  }

  @Test
  void commitWaitsForSeveralQueuesASecondAfterEachRequest() {
    lanes.open(p0, A);
    lanes.open(orders, B);
    MessageBatch old = sent(A, NOW - 900);
    MessageBatch young = sent(B, NOW - 100);
    assertThat(waits.inCommitUntil(Set.of(), DEADLINE)).isEqualTo(NO_WAIT);
    assertThat(waits.inCommitUntil(Set.of(old), DEADLINE)).isEqualTo(NOW + 100);
    assertThat(waits.inCommitUntil(Set.of(old, young), DEADLINE)).isEqualTo(NOW + 900);
    assertThat(waits.inCommitUntil(Set.of(young), NOW + 10)).isEqualTo(NOW + 10);

    accumulator.backlog(B).requestFailed(NOW, NOW);
    assertThat(waits.inCommitUntil(Set.of(young), DEADLINE)).as("it fails").isEqualTo(NO_WAIT);
    assertThat(waits.inCommitUntil(Set.of(old, young), DEADLINE)).isEqualTo(NOW + 100);
  }
}
