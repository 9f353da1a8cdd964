package io.github.sqsconnect;

import io.github.sqsconnect.delivery.ErrantRecordPolicy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;

/** What Connect's own error settings mean for us. */
final class ErrantRecordSettings {
  static final String TOLERANCE = "errors.tolerance";
  static final String DEAD_LETTER_TOPIC = "errors.deadletterqueue.topic.name";
  static final String LOG_ENABLE = "errors.log.enable";
  static final String MAX_REQUEST_SIZE = "producer.override.max.request.size";

  /** The producer's own default. */
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
   * Only text and bytes that no transform has touched show the size of the raw record. The
   * converter may be named by its class or by Connect's aliases; without one the worker's is in
   * use, which is not known here.
   */
  private static boolean mayBeLargerThanItLooks(Map<String, String> properties) {
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
          MAX_REQUEST_SIZE, number, "is no number of bytes. Give a whole number, or leave it out.");
    }
  }

  /** What will become of rejected records that a user may not expect. */
  static List<String> warnings(Map<String, String> properties) {
    boolean deadLetters = !deadLetterTopic(properties).isEmpty();
    if (!isTolerant(properties)) {
      return List.of();
    }
    if (deadLetters) {
      return mayBeLargerThanItLooks(properties)
          ? List.of(
              "a dead letter has the raw bytes of the record, which may be more than what converter and transforms"
                  + " make of them; the task stops if Connect's producer refuses one for its size: set "
                  + MAX_REQUEST_SIZE
                  + " to at least the source topic's max.message.bytes plus 65536")
          : List.of();
    }
    boolean logged = Boolean.parseBoolean(properties.getOrDefault(LOG_ENABLE, "false").trim());
    return List.of(
        logged
            ? "errors.tolerance=all without errors.deadletterqueue.topic.name: rejected records survive in the worker's"
                + " log alone"
            : "errors.tolerance=all without errors.deadletterqueue.topic.name and without errors.log.enable: Connect has"
                + " nowhere to report rejected records, so the first one stops the task");
  }
}
