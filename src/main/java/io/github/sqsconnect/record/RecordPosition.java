package io.github.sqsconnect.record;

import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * The original topic, partition and offset of a record, before any transform, and its timestamp.
 * The timestamp is not part of any id, because a transform may set it from the clock.
 *
 * @param timestamp epoch milliseconds, or null if the record has none
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
