package io.github.sqsconnect.delivery;

import static io.github.sqsconnect.delivery.TestPipeline.ORDERS;
import static io.github.sqsconnect.delivery.TestPipeline.P0;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.Outcomes;
import io.github.sqsconnect.fakes.ScriptedSender;
import io.github.sqsconnect.message.TargetQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** Two topics whose records go to two queues, one of which fails. */
class SeveralQueuesTest {
  private static final int MANY = 100;

  private static TestPipeline open(int maxInFlight) {
    return open(
        TestPipeline.with("sqs.max.in.flight.requests", maxInFlight)
            .with("sqs.batch.max.messages", 1));
  }

  private static TestPipeline open(TestPipeline.Builder settings) {
    TestPipeline fixture = settings.twoQueues().open();
    fixture.pipeline.open(List.of(ORDERS));
    return fixture;
  }

  private static String[] values(int count) {
    return Stream.generate(() -> "value").limit(count).toArray(String[]::new);
  }

  /** The standard queue does not respond from now on. */
  private static void hang(TestPipeline fixture) {
    fixture.sender.otherwise(
        batch -> batch.queue().equals(TestPipeline.QUEUE) ? null : ScriptedSender.deliver(batch));
  }

  private static long inFlightTo(TestPipeline fixture, TargetQueue queue) {
    return fixture.sender.held().stream().filter(batch -> batch.queue().equals(queue)).count();
  }

  @Test
  void queueThatHangsDoesNotDelayTheOther() {
    TestPipeline fixture = open(4);
    hang(fixture);
    fixture.put(P0, values(MANY));
    assertThat(inFlightTo(fixture, TestPipeline.QUEUE)).as("one is kept free").isEqualTo(3);

    long before = fixture.clock.now();
    fixture.put(ORDERS, values(1));
    fixture.poll(0);
    assertThat(fixture.clock.now() - before).isLessThan(200);
    assertThat(fixture.committable(ORDERS)).isEqualTo(1);
  }

  @Test
  void putDoesNotWaitForOneQueueIfTheRecordsOfTheOtherWereNotEnough() {
    TestPipeline fixture = open(4);
    hang(fixture);
    fixture.put(P0, values(MANY));
    long before = fixture.clock.now();
    List<SinkRecord> both = new ArrayList<>(fixture.records(P0, values(5)));
    both.addAll(fixture.records(ORDERS, values(1)));
    fixture.pipeline.accept(both);
    assertThat(fixture.clock.now()).isEqualTo(before);
  }

  @Test
  void putWaitsForAHealthyQueueAndLooksForRecordsOfTheOtherSoon() {
    TestPipeline fixture = open(4);
    hang(fixture);
    long before = fixture.clock.now();
    fixture.put(P0, values(MANY));
    assertThat(fixture.clock.now() - before).isEqualTo(50);
  }

  @Test
  void putWaitsShortlyForAQueueThatFails() {
    TestPipeline fixture = open(4);
    fixture.sender.next(ScriptedSender.fail(Outcomes.internalError()));
    fixture.put(P0, values(1));
    fixture.sender.otherwise(ScriptedSender::hold);
    fixture.poll(20);
    fixture.poll(200);
    assertThat(inFlightTo(fixture, TestPipeline.QUEUE)).as("the probe").isEqualTo(1);

    long before = fixture.clock.now();
    fixture.put(P0, values(MANY));
    assertThat(fixture.clock.now() - before).isLessThanOrEqualTo(5);
  }

  @Test
  void commitDoesNotWaitForAQueueThatHangs() {
    TestPipeline fixture = open(4);
    hang(fixture);
    fixture.put(P0, values(MANY));
    fixture.put(ORDERS, values(3));
    fixture.run(1_000);

    long before = fixture.clock.now();
    Map<?, OffsetAndMetadata> committable =
        fixture.pipeline.committable(
            Map.of(P0, new OffsetAndMetadata(MANY), ORDERS, new OffsetAndMetadata(3)));
    assertThat(fixture.clock.now()).isEqualTo(before);
    assertThat(committable.get(P0).offset()).isZero();
    assertThat(committable.get(ORDERS).offset()).isEqualTo(3);
  }

  @Test
  void commitWaitsForRequestsThatWereJustSent() {
    TestPipeline fixture = open(4);
    fixture.sender.latencyMs(300);
    fixture.put(ORDERS, values(1));
    assertThat(fixture.committable(ORDERS)).isEqualTo(1);
  }

  @Test
  void queueMayUseTheRequestsThatAnotherCannotUse() {
    TestPipeline fixture = open(8);
    fixture.sender.otherwise(ScriptedSender::hold);
    List<SinkRecord> both = new ArrayList<>(fixture.records(P0, values(MANY)));
    // One group: a FIFO queue has one request of it in flight.
    both.addAll(fixture.records(ORDERS, values(2)));
    fixture.pipeline.accept(both);
    assertThat(inFlightTo(fixture, TestPipeline.QUEUE)).isEqualTo(7);
    assertThat(inFlightTo(fixture, TestPipeline.FIFO)).isEqualTo(1);
  }

  @Test
  void queuesTakeTurnsUnderARateLimit() {
    TestPipeline fixture =
        open(
            TestPipeline.with("sqs.rate.limit.messages.per.second", 10)
                .with("sqs.batch.max.messages", 1));
    List<SinkRecord> both = new ArrayList<>(fixture.records(P0, values(MANY)));
    both.addAll(fixture.records(ORDERS, values(20)));
    fixture.pipeline.accept(both);
    fixture.run(2_000);
    long toFifo =
        fixture.sender.sent().stream()
            .filter(batch -> batch.queue().equals(TestPipeline.FIFO))
            .count();
    assertThat(toFifo).isBetween(9L, 12L);
    assertThat(fixture.sender.sent()).hasSizeBetween(20, 24);
  }

  /** The next free request goes to the queue whose turn it is, not to the one that fills it. */
  @Test
  void freedRequestGoesToTheOtherQueueAlsoIfItsRequestIsOnlyDue() {
    TestPipeline fixture =
        open(
            TestPipeline.with("sqs.max.in.flight.requests", 3)
                .with("sqs.batch.max.messages", 2)
                .with("sqs.linger.ms", 0));
    fixture.sender.otherwise(ScriptedSender::hold);
    fixture.pipeline.accept(List.of(keyed(0, "one", "o1")));
    fixture.put(P0, "a", "b", "c", "d");
    assertThat(fixture.sender.sentBodies())
        .as("all requests are used")
        .containsExactly(List.of("o1"), List.of("a", "b"), List.of("c", "d"));

    List<SinkRecord> both = new ArrayList<>(List.of(keyed(1, "two", "o2")));
    both.addAll(fixture.records(P0, "e", "f"));
    MessageBatch first = fixture.sender.held().get(1);
    both.add(
        whenAssembled(
            fixture.records(P0, "g").get(0),
            () -> fixture.sender.respond(first, ScriptedSender::deliver)));
    both.addAll(fixture.records(P0, "h", "i", "j"));
    fixture.pipeline.accept(both);
    assertThat(fixture.sender.sentBodies()).hasSize(4).last().isEqualTo(List.of("o2"));
  }

  /** The same while a put waits: the memory that a response frees is for more of its own queue. */
  @Test
  void requestThatIsFreedDuringTheWaitGoesToTheQueueWhoseTurnItIs() {
    TestPipeline fixture =
        open(
            TestPipeline.with("sqs.max.in.flight.requests", 3)
                .with("sqs.batch.max.messages", 2)
                .with("sqs.buffer.max.bytes", 1_048_576)
                .with("sqs.linger.ms", 0));
    fixture
        .sender
        .latencyMs(500)
        .next(ScriptedSender::hold)
        .next(ScriptedSender::deliver)
        .otherwise(ScriptedSender::hold);
    fixture.pipeline.accept(List.of(keyed(0, "one", "o1")));
    fixture.put(P0, large(4));
    assertThat(fixture.sender.held()).as("and one is delivered later").hasSize(2);

    List<SinkRecord> both = new ArrayList<>(List.of(keyed(1, "two", "o2")));
    both.addAll(fixture.records(P0, large(8)));
    fixture.pipeline.accept(both);
    assertThat(fixture.sender.sentBodies()).hasSize(4).last().isEqualTo(List.of("o2"));
    assertThat(fixture.pipeline.status().recordsWaiting()).as("memory is used up").isPositive();
  }

  /** The share of a queue is nine of them. */
  private static String[] large(int count) {
    return Stream.generate(() -> "x".repeat(60_000)).limit(count).toArray(String[]::new);
  }

  @Test
  void responseDuringTheAssemblyForOneQueueSendsAFullRequestOfTheOtherAtOnce() {
    TestPipeline fixture =
        open(
            TestPipeline.with("sqs.max.in.flight.requests", 2)
                .with("sqs.batch.max.messages", 2)
                .with("sqs.linger.ms", 1_000));
    fixture.sender.otherwise(ScriptedSender::hold);
    fixture.put(P0, "a", "b", "c", "d");
    assertThat(fixture.sender.sentBodies()).containsExactly(List.of("a", "b"));

    MessageBatch first = fixture.sender.held().get(0);
    List<List<String>> before = new ArrayList<>();
    fixture.pipeline.accept(
        List.of(
            whenAssembled(
                keyed(0, "one", "o1"),
                () -> fixture.sender.respond(first, ScriptedSender::deliver)),
            whenAssembled(
                keyed(1, "one", "o2"), () -> before.addAll(fixture.sender.sentBodies()))));
    assertThat(before).containsExactly(List.of("a", "b"), List.of("c", "d"));
  }

  private static SinkRecord keyed(long offset, String key, String value) {
    return DeliveryPipelineTest.keyed(ORDERS, offset, key, value);
  }

  /** The same record; the action runs when messages are built of it. */
  private static SinkRecord whenAssembled(SinkRecord record, Runnable action) {
    return DeliveryPipelineTest.whenAssembled(record, action);
  }

  /** The other queue had a record in an earlier put, which says nothing about this one. */
  @Test
  void recordsOfAnEarlierPutDoNotEndTheWait() {
    TestPipeline fixture = open(4);
    fixture.put(ORDERS, values(1));
    fixture.poll(20);
    hang(fixture);
    long before = fixture.clock.now();
    fixture.put(P0, values(MANY));
    assertThat(fixture.clock.now() - before).isEqualTo(50);
  }

  @Test
  void newRecordsOfOneQueueDoNotUseUpTheRateThatTheOtherWaitsFor() {
    TestPipeline fixture =
        open(
            TestPipeline.with("sqs.rate.limit.messages.per.second", 2)
                .with("sqs.batch.max.messages", 2)
                .with("sqs.linger.ms", 0));
    fixture.put(P0, "a", "b");
    fixture.put(ORDERS, "o");
    assertThat(fixture.sender.sentBodies()).containsExactly(List.of("a", "b"));
    fixture.clock.advance(1_000);
    fixture.put(P0, "c", "d");
    assertThat(fixture.sender.sentBodies()).hasSize(2).last().isEqualTo(List.of("o"));
  }

  @Test
  void fullShareOfOneQueueLeavesTheOtherItsMemory() {
    TestPipeline fixture =
        open(
            TestPipeline.with("sqs.buffer.max.bytes", 1_048_576).with("sqs.batch.max.messages", 1));
    fixture.sender.otherwise(ScriptedSender::hold);
    fixture.put(P0, values(2_000));
    List<QueueLoad> loads = fixture.pipeline.loads();
    QueueLoad failing = load(loads, TestPipeline.QUEUE);
    assertThat(failing.maxBytes()).isEqualTo(524_288);
    assertThat(failing.bytes()).isGreaterThan(failing.maxBytes());
    assertThat(failing.recordsWaiting()).isPositive();
    assertThat(failing.partitions()).containsExactlyInAnyOrder(P0, TestPipeline.P1);

    hang(fixture);
    fixture.put(ORDERS, values(1));
    fixture.run(100);
    assertThat(fixture.committable(ORDERS)).isEqualTo(1);
    assertThat(load(fixture.pipeline.loads(), TestPipeline.FIFO).bytes()).isZero();
  }

  private static QueueLoad load(List<QueueLoad> loads, TargetQueue queue) {
    return loads.stream().filter(l -> l.queue().equals(queue.url())).findFirst().orElseThrow();
  }
}
