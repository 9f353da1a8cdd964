package io.github.sqsconnect.delivery;

import static io.github.sqsconnect.property.Generator.integers;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.json.RejectionKind;
import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Property;
import java.util.Collections;
import java.util.List;
import java.util.Map;

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
}
