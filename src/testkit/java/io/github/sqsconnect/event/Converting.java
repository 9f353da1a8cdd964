package io.github.sqsconnect.event;

import io.github.sqsconnect.config.EventSettings;
import io.github.sqsconnect.config.SqsSinkConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** A converter under settings as the user writes them, and the records it is given. */
final class Converting {
  /** The most SQS takes; what a converter is given when size is not the matter. */
  static final int LIMIT = 1_048_576;

  static final RecordPosition POSITION = new RecordPosition("orders", 3, 41, 1764025200123L);

  private final EventConverter converter;

  private Converting(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("sqs.queue.url", "https://sqs.eu-central-1.amazonaws.com/123456789012/events");
    EventSettings event = SqsSinkConfig.from(all).event();
    converter =
        new EventConverter(event, new Identity(settings.getOrDefault("sqs.id.namespace", "")));
  }

  static Converting under(Map<String, String> settings) {
    return new Converting(settings);
  }

  static Converting under(String... keysAndValues) {
    Map<String, String> settings = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      settings.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return new Converting(settings);
  }

  static SinkRecord record(
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

  Conversion of(Object value) {
    return of(null, value);
  }

  Conversion of(@Nullable Schema schema, Object value) {
    return of(record(POSITION, null, schema, value), LIMIT);
  }

  Conversion of(SinkRecord record, int maxBytes) {
    return converter.convert(record, record.valueSchema(), record.value(), BodyLimits.of(maxBytes));
  }

  Conversion split(SinkRecord record, int maxBytes, EventBatch refused) {
    return converter.split(
        record,
        record.valueSchema(),
        record.value(),
        maxBytes,
        refused.batchIndex(),
        refused.eventIndexes());
  }

  /** The one body of a record that becomes one. */
  String body(Object value) {
    return body(null, value);
  }

  String body(@Nullable Schema schema, Object value) {
    List<String> bodies = bodies(of(schema, value));
    if (bodies.size() != 1) {
      throw new AssertionError("not one message but " + bodies.size());
    }
    return bodies.get(0);
  }

  /** The reason of a record that is rejected. */
  String reason(Object value) {
    return reason(of(value));
  }

  static String reason(Conversion conversion) {
    if (conversion instanceof Conversion.Rejected rejected) {
      return rejected.reason();
    }
    throw new AssertionError("not rejected: " + conversion);
  }

  static List<String> bodies(Conversion conversion) {
    if (conversion instanceof Conversion.Converted converted) {
      return converted.batches().stream().map(EventBatch::body).toList();
    }
    throw new AssertionError("not converted: " + conversion);
  }
}
