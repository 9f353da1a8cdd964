package io.github.sqsconnect.record;

import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Records at a given position. */
public final class TestRecords {
  public static final RecordPosition POSITION = new RecordPosition("orders", 3, 41, 1764025200123L);

  private TestRecords() {}

  public static SinkRecord record(
      RecordPosition position, @Nullable Object key, @Nullable Schema schema, Object value) {
    return new SinkRecord(
        position.topic(),
        position.partition(),
        null,
        key,
        schema,
        value,
        position.offset(),
        position.timestamp(),
        position.timestamp() == null ? TimestampType.NO_TIMESTAMP_TYPE : TimestampType.CREATE_TIME);
  }
}
