package io.github.sqsconnect.issues;

import io.github.sqsconnect.SqsSinkConnector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/** A connector configuration, and what {@code validate} says of it. */
final class ValidatedConfig {
  static final String STANDARD = "https://sqs.eu-west-1.amazonaws.com/123456789012/events";
  static final String FIFO = STANDARD + ".fifo";

  private ValidatedConfig() {}

  /** A working configuration for the queue, with these keys and values on top. */
  static Map<String, @Nullable String> with(String queue, @Nullable String... keysAndValues) {
    Map<String, @Nullable String> properties = new HashMap<>();
    properties.put("name", "sink");
    properties.put("topics", "t");
    properties.put("sqs.queue.url", queue);
    properties.put("aws.access.key.id", "AKIDEXAMPLE");
    properties.put("aws.secret.access.key", "secret");
    properties.put("sqs.validate.connection", "false");
    for (int i = 0; i < keysAndValues.length; i += 2) {
      properties.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
    }
    return properties;
  }

  /** The errors by key. */
  static Map<String, List<String>> errors(Map<String, @Nullable String> properties) {
    Map<String, List<String>> errors = new TreeMap<>();
    for (ConfigValue value : new SqsSinkConnector().validate(properties).configValues()) {
      if (!value.errorMessages().isEmpty()) {
        errors.put(value.name(), value.errorMessages());
      }
    }
    return errors;
  }
}
