package io.github.sqsconnect.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgressLineTest {

  @Test
  void lineHasCountsAgesAndRoundedShares() {
    MetricValues values =
        new MetricValues()
            .set(SinkMetric.RECORDS_RECEIVED, 12_345_678_901L)
            .set(SinkMetric.MESSAGES_DELIVERED, 7)
            .set(SinkMetric.ENTRIES_PER_REQUEST, 9.876)
            .set(SinkMetric.OLDEST_UNACKNOWLEDGED_AGE, 900)
            .set(SinkMetric.PAUSED_RATIO, 0.256)
            .set(SinkMetric.DEAD_LETTERS, 5);

    assertThat(ProgressLine.text(values, 1_000))
        .isEqualTo(
            "records=12345678901 messages_delivered=7 records_filtered=0 records_rejected=0 retries=0 requests=0"
                + " entries_per_request=9.88 billed_units=0 throttled=0 attributes_dropped=0 attributes_empty=0 in_flight=0"
                + " window=0 records_waiting=0 waiting=0 crowded_groups=0 buffered_bytes=0 oldest_unacknowledged_ms=100"
                + " paused_share=0.26 records_not_received=0");
  }

  @Test
  void ageOfNothingIsZero() {
    MetricValues values =
        new MetricValues().set(SinkMetric.OLDEST_UNACKNOWLEDGED_AGE, Long.MAX_VALUE);
    assertThat(ProgressLine.text(values, 1_000)).contains(" oldest_unacknowledged_ms=0 ");
  }
}
