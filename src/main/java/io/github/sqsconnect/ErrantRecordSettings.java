package io.github.sqsconnect;

import io.github.sqsconnect.delivery.ErrantRecordPolicy;
import io.github.sqsconnect.event.RecordText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * What Connect's own error settings mean for us. Connect hides a dead-letter send that fails at
 * once, typically because the record is too large; such a record is never given to it.
 */
record ErrantRecordSettings(boolean tolerated, boolean hasDeadLetterTopic, long maxRequestBytes)
    implements ErrantRecordPolicy {
  static final String TOLERANCE = "errors.tolerance";
  static final String DEAD_LETTER_TOPIC = "errors.deadletterqueue.topic.name";
  static final String LOG_ENABLE = "errors.log.enable";
  static final String MAX_REQUEST_SIZE = "producer.override.max.request.size";

  /** The producer's own default. */
  private static final long DEFAULT_MAX_REQUEST_BYTES = 1_048_576;

  /** What headers and framing may add to a dead letter. */
  private static final long OVERHEAD_BYTES = 65_536;

  private static final long OBJECT_BYTES = 16;

  static ErrantRecordSettings from(Map<String, String> properties) {
    String maxRequest = properties.get(MAX_REQUEST_SIZE);
    return new ErrantRecordSettings(
        "all".equalsIgnoreCase(properties.getOrDefault(TOLERANCE, "none")),
        !properties.getOrDefault(DEAD_LETTER_TOPIC, "").isBlank(),
        maxRequest == null ? DEFAULT_MAX_REQUEST_BYTES : Long.parseLong(maxRequest.trim()));
  }

  /** What will become of rejected records that a user may not expect. */
  static List<String> warnings(Map<String, String> properties) {
    boolean tolerated = "all".equalsIgnoreCase(properties.getOrDefault(TOLERANCE, "none"));
    boolean deadLetters = !properties.getOrDefault(DEAD_LETTER_TOPIC, "").isBlank();
    boolean logged = Boolean.parseBoolean(properties.getOrDefault(LOG_ENABLE, "false").trim());
    if (!tolerated || deadLetters) {
      return List.of();
    }
    return List.of(
        logged
            ? "errors.tolerance=all without errors.deadletterqueue.topic.name: rejected records survive in the worker's"
                + " log alone"
            : "errors.tolerance=all without errors.deadletterqueue.topic.name and without errors.log.enable: Connect has"
                + " nowhere to report rejected records, so the first one stops the task");
  }

  @Override
  public @Nullable String refusal(SinkRecord record) {
    if (!tolerated) {
      return "The task stops because errors.tolerance=none; nothing is lost. Mend or skip the record, or set"
          + " errors.tolerance=all and errors.deadletterqueue.topic.name, then restart the task";
    }
    long bytes =
        size(record.valueSchema(), record.value()) + size(record.keySchema(), record.key());
    for (Header header : record.headers()) {
      bytes += bytes(header.key()) + size(header.schema(), header.value());
    }
    if (hasDeadLetterTopic && bytes + OVERHEAD_BYTES > maxRequestBytes) {
      return "Its "
          + bytes
          + " bytes are too many for the dead-letter topic's producer, so it is not given to it and is not lost. Raise "
          + MAX_REQUEST_SIZE
          + " (now "
          + maxRequestBytes
          + ") and the dead-letter topic's max.message.bytes above its size plus 65536, then restart the task";
    }
    return null;
  }

  @Override
  public String mendWithoutReporter() {
    return "The task stops because Connect has nowhere to report it; nothing is lost. Set errors.tolerance=all and"
        + " errors.deadletterqueue.topic.name, then restart the task";
  }

  /** Exact for text and bytes; for structured data the larger of an estimate and its JSON text. */
  private static long size(@Nullable Schema schema, @Nullable Object data) {
    long estimate = bytes(data);
    boolean structured =
        data instanceof Struct || data instanceof Map<?, ?> || data instanceof Collection<?>;
    return structured ? Math.max(estimate, jsonBytes(schema, data)) : estimate;
  }

  private static long jsonBytes(@Nullable Schema schema, @Nullable Object data) {
    try {
      String json = RecordText.of(schema, data);
      return json == null ? 0 : json.getBytes(StandardCharsets.UTF_8).length;
    } catch (RuntimeException notJson) {
      return 0;
    }
  }

  private static long bytes(@Nullable Object data) {
    if (data == null) {
      return 0;
    }
    if (data instanceof String text) {
      return text.getBytes(StandardCharsets.UTF_8).length;
    }
    if (data instanceof byte[] bytes) {
      return bytes.length;
    }
    if (data instanceof ByteBuffer buffer) {
      return buffer.remaining();
    }
    long sum = OBJECT_BYTES;
    if (data instanceof Struct struct) {
      for (Field field : struct.schema().fields()) {
        sum += bytes(field.name()) + bytes(struct.getWithoutDefault(field.name()));
      }
    } else if (data instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        sum += bytes(entry.getKey()) + bytes(entry.getValue());
      }
    } else if (data instanceof Collection<?> list) {
      for (Object element : list) {
        sum += bytes(element);
      }
    }
    return sum;
  }
}
