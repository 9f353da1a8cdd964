package io.github.sqsconnect.event;

import io.github.sqsconnect.config.EventSettings;
import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.fakes.ConnectorSettings;
import io.github.sqsconnect.record.TestRecords;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** An event converter under settings as a user writes them. */
final class TestEventConverter {
  /** The size limit of SQS, for tests in which size does not matter. */
  static final int LIMIT = 1_048_576;

  private final EventConverter converter;

  private TestEventConverter(Map<String, String> settings) {
    converter =
        new EventConverter(
            settings(settings), new IdGenerator(settings.getOrDefault("sqs.id.namespace", "")));
  }

  /** The event settings of a configuration with these keys. */
  static EventSettings settings(String... keysAndValues) {
    return settings(ConnectorSettings.changed(new HashMap<>(), keysAndValues));
  }

  private static EventSettings settings(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("sqs.queue.url", "https://sqs.eu-central-1.amazonaws.com/123456789012/events");
    return SqsSinkConfig.from(all).event();
  }

  static TestEventConverter under(Map<String, String> settings) {
    return new TestEventConverter(settings);
  }

  static TestEventConverter under(String... keysAndValues) {
    return new TestEventConverter(ConnectorSettings.changed(new HashMap<>(), keysAndValues));
  }

  Conversion of(Object value) {
    return of(null, value);
  }

  Conversion of(@Nullable Schema schema, Object value) {
    return of(TestRecords.record(TestRecords.POSITION, null, schema, value), LIMIT);
  }

  Conversion of(SinkRecord record, int maxBytes) {
    return Conversion.of(
        () ->
            converter.convert(
                record, record.valueSchema(), record.value(), BodyLimits.of(maxBytes)));
  }

  Conversion split(SinkRecord record, int maxBytes, MessageBody refused) {
    return Conversion.of(
        () ->
            converter.split(
                record,
                record.valueSchema(),
                record.value(),
                BodyLimits.of(maxBytes),
                refused.events()));
  }

  /** The body of a record that becomes exactly one message. */
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
      return converted.batches().stream().map(MessageBody::text).toList();
    }
    throw new AssertionError("not converted: " + conversion);
  }
}
