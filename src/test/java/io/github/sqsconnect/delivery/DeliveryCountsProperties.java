package io.github.sqsconnect.delivery;

import static io.github.sqsconnect.property.Generator.integers;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.Outcomes;
import io.github.sqsconnect.json.RejectionKind;
import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Generator;
import io.github.sqsconnect.property.Property;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The counts equal the number of events. */
class DeliveryCountsProperties {
  @Property(tries = 100)
  void requestsAreCountedWithTheirEntriesBytesAndBilledUnits(Draw draw) {
    DeliveryCounts task = DeliveryCounts.ofTask(5);
    List<Integer> sizes = draw.next("sizes", integers(1, 10).list(8));
    int bytesOfAMessage = draw.next("bytesOfAMessage", integers(0, 40_000));
    DeliveryCounts queue = task.ofQueue(7);
    long entries = 0;
    long billed = 0;
    for (int size : sizes) {
      queue.requestSent(
          MessageBatches.batch(
              TestPipeline.QUEUE,
              Collections.nCopies(size, "x".repeat(bytesOfAMessage)).toArray(String[]::new)));
      entries += size;
      int chunks = 1;
      while (chunks * 65_536 < size * bytesOfAMessage) {
        chunks++;
      }
      billed += chunks;
    }

    for (DeliveryCounts counts : List.of(task, queue)) {
      assertThat(counts.get(DeliveryCount.REQUESTS_SENT)).isEqualTo(sizes.size());
      assertThat(counts.get(DeliveryCount.MESSAGES_SENT)).isEqualTo(entries);
      assertThat(counts.get(DeliveryCount.BYTES_SENT)).isEqualTo(entries * bytesOfAMessage);
      assertThat(counts.get(DeliveryCount.BILLED_UNITS)).isEqualTo(billed);
    }
  }

  @Property(everyCase = true)
  void everyStartedChunkOf64KibibytesIsBilled(Draw draw) {
    int chunks = draw.next("chunks", integers(1, 4));
    int more = draw.next("more", integers(-2, 2));

    assertThat(DeliveryCounts.billedUnits(chunks * 65_536 + more))
        .isEqualTo(more > 0 ? chunks + 1 : chunks);
  }

  @Property(tries = 100)
  void whatAQueueCountsItsTaskCountsToo(Draw draw) {
    DeliveryCounts task = DeliveryCounts.ofTask(5);
    List<Integer> ofQueues = draw.next("queue of each event", integers(0, 2).list(12));
    List<DeliveryCounts> queues = List.of(task.ofQueue(5), task.ofQueue(5), task.ofQueue(5));
    long now = 5;
    for (int queue : ofQueues) {
      now++;
      queues.get(queue).messageDelivered(now);
      queues.get(queue).messageRetried(RetryCause.THROTTLED);
      queues.get(queue).add(DeliveryCount.REQUESTS_THROTTLED);
    }

    for (int i = 0; i < queues.size(); i++) {
      long events = Collections.frequency(ofQueues, i);
      DeliveryCounts counts = queues.get(i);
      assertThat(counts.get(DeliveryCount.MESSAGES_DELIVERED)).isEqualTo(events);
      assertThat(counts.get(DeliveryCount.MESSAGES_RETRIED)).isEqualTo(events);
      assertThat(counts.retried(RetryCause.THROTTLED)).isEqualTo(events);
      assertThat(counts.deliveredAt()).isEqualTo(6 + ofQueues.lastIndexOf(i));
    }
    assertThat(task.get(DeliveryCount.MESSAGES_DELIVERED)).isEqualTo(ofQueues.size());
    assertThat(task.retried(RetryCause.THROTTLED)).isEqualTo(ofQueues.size());
    assertThat(task.retried(RetryCause.SERVICE)).isZero();
    assertThat(task.get(DeliveryCount.REQUESTS_THROTTLED)).isEqualTo(ofQueues.size());
    assertThat(task.deliveredAt()).isEqualTo(now);
  }

  @Property(tries = 50)
  void rejectedRecordsAreCountedByTheirReason(Draw draw) {
    DeliveryCounts task = DeliveryCounts.ofTask(5);
    int bySqs = draw.next("by SQS", integers(0, 5));
    Map<RejectionKind, Integer> byKind =
        Map.of(
            RejectionKind.NOT_JSON, draw.next("not JSON", integers(0, 5)),
            RejectionKind.UNEXPECTED, draw.next("unexpected", integers(0, 5)));
    RejectionCause refused = RejectionCause.of(new ServiceError("InvalidParameterValue", "", ""));
    Collections.nCopies(bySqs, refused).forEach(task::recordRejected);
    byKind.forEach(
        (kind, times) ->
            Collections.nCopies(times, RejectionCause.of(kind)).forEach(task::recordRejected));

    assertThat(task.rejected(null)).isEqualTo(bySqs);
    byKind.forEach((kind, times) -> assertThat(task.rejected(kind)).isEqualTo((long) times));
    assertThat(task.rejected(RejectionKind.QUEUE)).isZero();
    assertThat(task.get(DeliveryCount.RECORDS_REJECTED))
        .isEqualTo(bySqs + byKind.values().stream().mapToInt(Integer::intValue).sum());
  }

  private enum Value {
    GOOD(OutcomeHandlerTest.eventBatch(1, 5)),
    LARGE(OutcomeHandlerTest.eventBatch(6, 300)),
    REFUSED(OutcomeHandlerTest.eventBatch(1, 5).replace("e0", "refused")),
    EVENTLESS("{\"mpid\":\"7\",\"events\":[]}"),
    NULL(null),
    UNREADABLE("{");

    private final @Nullable String text;

    Value(@Nullable String text) {
      this.text = text;
    }
  }

  /** The records of two queues, and responses of which some fail a request or an entry. */
  @Property(tries = 300)
  void everyRecordIsFilteredDeliveredOrRejectedInTheEnd(Draw draw) {
    Generator<Value> value =
        Generator.weighted(
            Generator.times(6, Value.GOOD),
            Generator.times(2, Value.LARGE),
            Generator.times(1, Value.REFUSED),
            Generator.times(1, Value.EVENTLESS),
            Generator.times(1, Value.NULL),
            Generator.times(1, Value.UNREADABLE));
    List<List<Value>> puts = draw.next("puts", value.list(5).list(1, 10));
    List<Integer> replies = draw.next("replies", integers(0, 3).list(10));
    TestPipeline fixture =
        TestPipeline.with("sqs.message.format", "event-batch")
            .with("event.send.eventless.batches", false)
            .with("behavior.on.null.values", "ignore")
            .with("sqs.message.max.bytes", 1_024)
            .with("sqs.retry.backoff.ms", 20)
            .twoQueues()
            .open();
    fixture.pipeline.open(List.of(TestPipeline.ORDERS));
    List<Integer> left = new ArrayList<>(replies);
    fixture.sender.otherwise(batch -> reply(batch, left.isEmpty() ? 0 : left.remove(0)));
    for (int i = 0; i < puts.size(); i++) {
      String[] texts = puts.get(i).stream().map(each -> each.text).toArray(String[]::new);
      fixture.put(i % 2 == 0 ? TestPipeline.P0 : TestPipeline.ORDERS, texts);
      fixture.run(4);
    }
    fixture.run(20_000);

    List<Value> all = puts.stream().flatMap(List::stream).toList();
    long filtered = count(all, Value.EVENTLESS, Value.NULL);
    long rejected = count(all, Value.REFUSED, Value.UNREADABLE);
    DeliveryCounts counts = fixture.pipeline.counts();
    assertThat(
            Stream.of(
                    DeliveryCount.RECORDS_RECEIVED,
                    DeliveryCount.RECORDS_FILTERED,
                    DeliveryCount.RECORDS_REJECTED,
                    DeliveryCount.RECORDS_SPLIT,
                    DeliveryCount.RECORDS_DELIVERED,
                    DeliveryCount.MESSAGES_REJECTED,
                    DeliveryCount.REQUESTS_SENT)
                .map(counts::get))
        .containsExactly(
            (long) all.size(),
            filtered,
            rejected,
            count(all, Value.LARGE),
            all.size() - filtered - rejected,
            count(all, Value.REFUSED),
            (long) fixture.sender.sent().size());
    assertThat(fixture.pipeline.deadLetters()).isEqualTo(rejected);
    requireNothingLeft(fixture.pipeline, count(all, Value.GOOD, Value.LARGE, Value.REFUSED) > 0);
  }

  private static void requireNothingLeft(DeliveryPipeline pipeline, boolean hasSent) {
    List<QueueStatus> queues = pipeline.queues();
    assertThat(pipeline.status())
        .isEqualTo(
            new PipelineStatus(
                0,
                queues.stream().mapToInt(QueueStatus::window).sum(),
                0,
                0,
                0,
                0,
                PipelineStatus.NONE));
    assertThat(queues.isEmpty()).isNotEqualTo(hasSent);
    assertThat(queues)
        .allMatch(queue -> queue.requestsInFlight() == 0 && queue.messagesWaiting() == 0)
        .noneMatch(QueueStatus::isFailing)
        .allMatch(queue -> queue.learnedLimitBytes() == 0);
    assertThat(pipeline.loads()).allMatch(load -> load.bytes() == 0 && load.recordsWaiting() == 0);
    assertThat(pipeline.maxIdleMs()).isNull();
  }

  private static long count(List<Value> all, Value... which) {
    return all.stream().filter(List.of(which)::contains).count();
  }

  /** Every entry that SQS refuses has a code of its own, so that none stops the task. */
  private static Completion reply(MessageBatch batch, int kind) {
    if (kind == 1) {
      return Completion.failed(batch, Outcomes.internalError());
    }
    List<DeliveryOutcome> outcomes = new ArrayList<>();
    for (Delivery delivery : batch.deliveries()) {
      boolean isFirst = outcomes.isEmpty();
      outcomes.add(
          delivery.message().body().contains("refused")
              ? Outcomes.rejected("Code" + outcomes.size())
              : isFirst && kind == 2
                  ? Outcomes.throttled()
                  : isFirst && kind == 3
                      ? Outcomes.internalError()
                      : new DeliveryOutcome.Delivered());
    }
    return Completion.of(batch, outcomes);
  }
}
