package io.github.sqsconnect;

import io.github.sqsconnect.delivery.ErrantRecordPolicy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;

/** Connect's own error settings, as this connector uses them. */
final class ErrantRecordSettings {
  static final String TOLERANCE = "errors.tolerance";
  static final String DEAD_LETTER_TOPIC = "errors.deadletterqueue.topic.name";
  static final String LOG_ENABLE = "errors.log.enable";
  static final String MAX_REQUEST_SIZE = "producer.override.max.request.size";

  /** Default of the Kafka producer, in bytes. */
  private static final long DEFAULT_MAX_REQUEST_BYTES = 1_048_576;

  private static final Set<String> CONVERTERS_OF_RAW_BYTES =
      Set.of("StringConverter", "String", "ByteArrayConverter", "ByteArray");

  private ErrantRecordSettings() {}

  static ErrantRecordPolicy from(Map<String, String> properties) {
    String maxRequest = properties.get(MAX_REQUEST_SIZE);
    return new ErrantRecordPolicy(
        isTolerant(properties),
        deadLetterTopic(properties),
        maxRequest == null ? DEFAULT_MAX_REQUEST_BYTES : number(maxRequest));
  }

  private static boolean isTolerant(Map<String, String> properties) {
    return "all".equalsIgnoreCase(properties.getOrDefault(TOLERANCE, "none").trim());
  }

  private static String deadLetterTopic(Map<String, String> properties) {
    return properties.getOrDefault(DEAD_LETTER_TOPIC, "").trim();
  }

  /**
   * Whether a raw record may be larger than its value suggests. Only text and bytes without a
   * transform show the raw size. The converter may be set by class name or by Connect's alias;
   * without one the worker's is used, which is unknown here.
   */
  private static boolean mayExceedEstimate(Map<String, String> properties) {
    String converter = properties.getOrDefault("value.converter", "").trim();
    String name = converter.substring(converter.lastIndexOf('.') + 1);
    boolean untouched =
        properties.getOrDefault("transforms", "").isBlank()
            && CONVERTERS_OF_RAW_BYTES.contains(name);
    return !untouched && !properties.containsKey(MAX_REQUEST_SIZE);
  }

  private static long number(String number) {
    try {
      return Long.parseLong(number.trim());
    } catch (NumberFormatException e) {
      throw new ConfigException(
          MAX_REQUEST_SIZE,
          number,
          "is not a number of bytes. Set a whole number, or remove the key.");
    }
  }

  /** Effects on rejected records that a user may not expect. */
  static List<String> warnings(Map<String, String> properties) {
    boolean deadLetters = !deadLetterTopic(properties).isEmpty();
    if (!isTolerant(properties)) {
      return List.of();
    }
    if (deadLetters) {
      return mayExceedEstimate(properties)
          ? List.of(
              "a dead letter contains the raw record, which may be larger than the converted and transformed value;"
                  + " the task stops if Connect's producer rejects one because of its size: set "
                  + MAX_REQUEST_SIZE
                  + " to at least the source topic's max.message.bytes plus 65536")
          : List.of();
    }
    boolean logged = Boolean.parseBoolean(properties.getOrDefault(LOG_ENABLE, "false").trim());
    return List.of(
        logged
            ? "errors.tolerance=all without errors.deadletterqueue.topic.name: rejected records are only written to the"
                + " worker's log"
            : "errors.tolerance=all without errors.deadletterqueue.topic.name and errors.log.enable: Connect cannot"
                + " report rejected records, so the first one stops the task");
  }
}
