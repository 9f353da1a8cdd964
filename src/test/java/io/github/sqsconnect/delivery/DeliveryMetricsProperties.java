package io.github.sqsconnect.delivery;

import static io.github.sqsconnect.property.Generator.integers;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Property;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.List;

/** The counts equal the number of events. */
class DeliveryMetricsProperties {

  @Property(tries = 100)
  void requestsAreCountedWithTheirEntriesAndBilledUnits(Draw draw) {
    List<Integer> sizes = draw.next("sizes", integers(1, 10).list(8));
    int bytesOfAMessage = draw.next("bytesOfAMessage", integers(0, 40_000));
    DeliveryMetrics metrics = new DeliveryMetrics();
    int entries = 0;
    int billed = 0;
    for (int size : sizes) {
      metrics.requestSent(
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
    BigDecimal mean =
        sizes.isEmpty()
            ? BigDecimal.ZERO
            : BigDecimal.valueOf(entries)
                .divide(BigDecimal.valueOf(sizes.size()), 2, RoundingMode.HALF_UP);
    assertThat(metrics.toString())
        .contains(" requests=" + sizes.size() + " ")
        .contains(" billed_units=" + billed + " ")
        .contains(" entries_per_request=" + mean.doubleValue() + " ");
  }

  @Property(everyCase = true)
  void everyStartedChunkOf64KibibytesIsBilled(Draw draw) {
    int chunks = draw.next("chunks", integers(1, 4));
    int more = draw.next("more", integers(-2, 2));
    DeliveryMetrics metrics = new DeliveryMetrics();
    metrics.requestSent(
        MessageBatches.batch(TestPipeline.QUEUE, "x".repeat(chunks * 65_536 + more)));
    assertThat(metrics.toString())
        .contains(" billed_units=" + (more > 0 ? chunks + 1 : chunks) + " ");
  }

  @Property(tries = 100)
  void everyEventHasItsOwnCount(Draw draw) {
    List<Integer> times = draw.next("times", integers(0, 5).list(7, 7));
    DeliveryMetrics metrics = new DeliveryMetrics();
    List<Runnable> events =
        List.of(
            metrics::recordReceived,
            metrics::messageDelivered,
            metrics::recordFiltered,
            metrics::recordRejected,
            metrics::messageRetried,
            metrics::requestThrottled);
    for (int i = 0; i < events.size(); i++) {
      Collections.nCopies(times.get(i), events.get(i)).forEach(Runnable::run);
    }
    assertThat(metrics.toString().split(" ", -1))
        .contains(
            "records=" + times.get(0),
            "messages_delivered=" + times.get(1),
            "records_filtered=" + times.get(2),
            "records_rejected=" + times.get(3),
            "retries=" + times.get(4),
            "throttled=" + times.get(5),
            "requests=0",
            "billed_units=0");
  }
}
