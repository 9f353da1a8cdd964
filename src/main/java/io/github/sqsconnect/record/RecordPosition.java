package io.github.sqsconnect.record;

import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Where a record stood in Kafka before any transform, and when it is said to be from. The time is
 * no part of any id: a transform may set it from the clock.
 *
 * @param timestamp epoch milliseconds, or null when the record has none
 */
public record RecordPosition(String topic, int partition, long offset, @Nullable Long timestamp) {
  public static RecordPosition of(SinkRecord record) {
    return new RecordPosition(
        record.originalTopic(),
        record.originalKafkaPartition(),
        record.originalKafkaOffset(),
        record.timestamp());
  }
}
