package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.ManualClock;
import io.github.sqsconnect.fakes.Outcomes;
import io.github.sqsconnect.fakes.RecordAssembler;
import io.github.sqsconnect.message.OutboundMessage;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class OversizedMessagesTest {
  private final ManualClock clock = new ManualClock(1_000);
  private final BackoffPolicy policy = new BackoffPolicy(100, 200, () -> 0);
  private final MessageAccumulator accumulator =
      new MessageAccumulator(BufferFixture.settings(), policy, DeliveryCounts.ofTask(0), () -> 0);
  private final UnreportedRecords rejected = new UnreportedRecords(new RejectedStart(-1), clock);
  private final RecordAssembler records = RecordAssembler.standard();
  private final PartitionOffsets offsets = new PartitionOffsets(MessageBatches.PARTITION);
  private final OversizedMessages oversized =
      new OversizedMessages(
          records.assembler(),
          new FinishedMessages(
              accumulator, rejected, clock, new DeliveryObserver() {}, DeliveryCounts.ofTask(0)),
          new MessageRetries(
              BufferFixture.settings(),
              policy,
              accumulator,
              clock,
              new DeliveryObserver() {},
              new TaskFailure()));

  private static String batch(int events, int bytesOfEach) {
    return IntStream.range(0, events)
        .mapToObj(
            i ->
                "{\"event_type\":\"custom_event\",\"data\":{\"event_name\":\""
                    + "n".repeat(bytesOfEach)
                    + "\"}}")
        .collect(Collectors.joining(",", "{\"mpid\":\"7\",\"events\":[", "]}"));
  }

  private Delivery sent(String batch) {
    SinkRecord record = RecordAssembler.record(null, batch);
    TrackedRecord tracked = offsets.register(record, 5, 0);
    tracked.addMessages(1);
    Delivery delivery = new Delivery(records.message(record), tracked, clock.now());
    accumulator.append(delivery);
    MessageBatch request = accumulator.backlogOf(delivery).next(QueueBacklog.NEVER, clock.now());
    assertThat(request.deliveries()).containsExactly(delivery);
    request.sent(clock.now());
    return delivery;
  }

  private boolean settle(Delivery delivery, int limit) {
    return oversized.settle(delivery, Outcomes.longerThan(limit));
  }

  private List<Delivery> waiting(Delivery first) {
    return accumulator.backlogOf(first).next(QueueBacklog.NEVER, clock.now()).deliveries();
  }

  @Test
  void aMessageWithSeveralEventsIsSplitBelowTheLimit() {
    Delivery large = sent(batch(3, 1_000));

    assertThat(settle(large, 2_600)).isFalse();

    List<Delivery> parts = waiting(large);
    assertThat(parts).hasSize(2).allMatch(Delivery::isPart);
    assertThat(parts).extracting(Delivery::bytes).allMatch(bytes -> bytes <= 2_600);
    assertThat(parts)
        .extracting(Delivery::message)
        .extracting(OutboundMessage::events)
        .extracting(Object::toString)
        .containsExactly("0-1", "2");
    assertThat(large.record().isOutstanding()).isTrue();
    assertThat(rejected.nextReportAt()).isEqualTo(QueueBacklog.NEVER);
  }

  @Test
  void aSingleEventOverTheLimitIsRejectedWithBothReasons() {
    Delivery large = sent(batch(1, 1_000));

    assertThat(settle(large, 900)).isTrue();

    assertThat(accumulator.bytes()).isZero();
    assertThat(large.record().rejection())
        .contains("InvalidParameterValue", "too large for SQS", "Allowed: 900 bytes");
    assertThat(rejected.nextReportAt()).isNotEqualTo(QueueBacklog.NEVER);
  }

  @Test
  void aMessageWaitsWholeWhileThereIsNoMemoryForItsParts() {
    offsets.lane().limit(1_048_576, 1);
    List<Delivery> large =
        List.of(sent(batch(2, 300_000)), sent(batch(2, 300_000)), sent(batch(2, 300_000)));
    assertThat(settle(large.get(0), 400_000)).isFalse();
    assertThat(settle(large.get(1), 400_000)).isFalse();

    assertThat(settle(large.get(2), 400_000)).isFalse();

    assertThat(accumulator.backlog(TestPipeline.QUEUE).counts().retried(RetryCause.MEMORY))
        .isEqualTo(1);
    assertThat(accumulator.waiting()).isEqualTo(5);
    Delivery whole = large.get(2);
    assertThat(waiting(whole)).doesNotContain(whole);
    clock.advance(2_000);
    assertThat(waiting(whole)).contains(whole);
    assertThat(large.get(0).lane().mayBeSplit()).isFalse();
  }
}
