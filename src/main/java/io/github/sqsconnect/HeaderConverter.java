package io.github.sqsconnect;

import io.github.sqsconnect.config.SqsSinkConfig;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;

/**
 * Warns if headers become message attributes and the header converter guesses their types. The
 * default of Kafka Connect changes the text {@code 00123} to the number 123, before the connector
 * sees it.
 */
final class HeaderConverter {
  private static final String KEY = "header.converter";
  private static final String GUESSING = "SimpleHeaderConverter";

  private HeaderConverter() {}

  /** The warning, if the configuration of the connector needs one. */
  static Optional<String> warning(Map<String, String> properties) {
    String converter = properties.getOrDefault(KEY, "").trim();
    boolean guesses =
        converter.isEmpty() || converter.substring(converter.lastIndexOf('.') + 1).equals(GUESSING);
    return guesses && readsHeaders(properties)
        ? Optional.of(
            "header.converter="
                + (converter.isEmpty() ? "(not set)" : converter)
                + "; headers become message attributes, and the default SimpleHeaderConverter guesses their types: the text"
                + " 00123 becomes the number 123. To keep text as it is, set"
                + " header.converter=org.apache.kafka.connect.storage.StringConverter")
        : Optional.empty();
  }

  private static boolean readsHeaders(Map<String, String> properties) {
    try {
      return SqsSinkConfig.from(properties).message().attributes().readsHeaders();
    } catch (ConfigException invalid) {
      return false; // the tasks fail with the error
    }
  }
}
