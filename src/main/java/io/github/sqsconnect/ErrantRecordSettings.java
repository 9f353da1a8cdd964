package io.github.sqsconnect;

import io.github.sqsconnect.delivery.ErrantRecordPolicy;
import io.github.sqsconnect.delivery.StopReason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Field;
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

  /** More than the punctuation around anything, or the word null. */
  private static final long OBJECT_BYTES = 16;

  static ErrantRecordSettings from(Map<String, String> properties) {
    String maxRequest = properties.get(MAX_REQUEST_SIZE);
    return new ErrantRecordSettings(
        "all".equalsIgnoreCase(properties.getOrDefault(TOLERANCE, "none")),
        !properties.getOrDefault(DEAD_LETTER_TOPIC, "").isBlank(),
        maxRequest == null ? DEFAULT_MAX_REQUEST_BYTES : number(maxRequest));
  }

  /** Only text and bytes that no transform has touched show the size of the raw record. */
  private static boolean mayBeLargerThanItLooks(Map<String, String> properties) {
    String converter = properties.getOrDefault("value.converter", "");
    boolean untouched =
        properties.getOrDefault("transforms", "").isBlank()
            && (converter.isEmpty()
                || converter.endsWith(".StringConverter")
                || converter.endsWith(".ByteArrayConverter"));
    return !untouched && !properties.containsKey(MAX_REQUEST_SIZE);
  }

  private static long number(String number) {
    try {
      return Long.parseLong(number.trim());
    } catch (NumberFormatException e) {
      throw new ConfigException(
          MAX_REQUEST_SIZE, number, "is no number of bytes. Give a whole number, or leave it out.");
    }
  }

  /** What will become of rejected records that a user may not expect. */
  static List<String> warnings(Map<String, String> properties) {
    boolean tolerated = "all".equalsIgnoreCase(properties.getOrDefault(TOLERANCE, "none"));
    boolean deadLetters = !properties.getOrDefault(DEAD_LETTER_TOPIC, "").isBlank();
    boolean logged = Boolean.parseBoolean(properties.getOrDefault(LOG_ENABLE, "false").trim());
    if (tolerated && deadLetters && mayBeLargerThanItLooks(properties)) {
      return List.of(
          "a dead letter is the record as it was in Kafka, which may be larger than what transforms and "
              + "converter make of it, and Connect does not report one that its producer refuses for its size: set "
              + MAX_REQUEST_SIZE
              + " to at least the source topic's max.message.bytes plus 65536");
    }
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
  public @Nullable Refusal refusal(SinkRecord record) {
    if (!tolerated) {
      return new Refusal(StopReason.REJECTED_WITHOUT_TOLERANCE, "");
    }
    long bytes = bytes(record.value()) + bytes(record.key());
    for (Header header : record.headers()) {
      bytes += bytes(header.key()) + bytes(header.value());
    }
    return hasDeadLetterTopic && bytes + OVERHEAD_BYTES > maxRequestBytes
        ? new Refusal(
            StopReason.DEAD_LETTER_TOO_LARGE,
            ". Its "
                + bytes
                + " bytes are too many for the producer of the dead-letter topic, whose "
                + MAX_REQUEST_SIZE
                + " is "
                + maxRequestBytes)
        : null;
  }

  /** Exact for text and bytes, and for structured data not smaller than its JSON. */
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
    return structuredBytes(data);
  }

  private static long structuredBytes(@Nullable Object data) {
    if (data instanceof String text) {
      return jsonBytes(text);
    }
    if (data instanceof byte[] bytes) {
      return base64Bytes(bytes.length);
    }
    if (data instanceof ByteBuffer buffer) {
      return base64Bytes(buffer.remaining());
    }
    long sum = OBJECT_BYTES;
    if (data instanceof Struct struct) {
      for (Field field : struct.schema().fields()) {
        sum += jsonBytes(field.name()) + structuredBytes(struct.getWithoutDefault(field.name()));
      }
    } else if (data instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        sum += structuredBytes(entry.getKey()) + structuredBytes(entry.getValue());
      }
    } else if (data instanceof Collection<?> list) {
      for (Object element : list) {
        sum += structuredBytes(element);
      }
    } else if (data != null) {
      sum += data.toString().length();
    }
    return sum;
  }

  private static long base64Bytes(long bytes) {
    return OBJECT_BYTES + (bytes + 2) / 3 * 4;
  }

  /** JSON writes quotes and backslashes as two characters, control characters as six. */
  private static long jsonBytes(String text) {
    long sum = OBJECT_BYTES + text.getBytes(StandardCharsets.UTF_8).length;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      sum += c == '"' || c == '\\' ? 1 : c < ' ' ? 5 : 0;
    }
    return sum;
  }
}
