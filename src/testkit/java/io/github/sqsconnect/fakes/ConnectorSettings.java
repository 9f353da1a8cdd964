package io.github.sqsconnect.fakes;

import io.github.sqsconnect.SqsSinkConnector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/** Connector configurations for tests, and the errors that {@code validate} reports for them. */
public final class ConnectorSettings {
  public static final String STANDARD_QUEUE =
      "https://sqs.eu-west-1.amazonaws.com/123456789012/events";
  public static final String FIFO_QUEUE = STANDARD_QUEUE + ".fifo";

  /** The settings of a worker that writes errant records to the dead-letter topic {@code d}. */
  public static final Map<String, String> DEAD_LETTERS =
      Map.of("errors.tolerance", "all", "errors.deadletterqueue.topic.name", "d");

  private ConnectorSettings() {}

  /** The queue and these keys and values; an empty value removes its key. */
  public static Map<String, String> with(String queueUrl, String... keysAndValues) {
    Map<String, String> properties = new HashMap<>();
    properties.put("sqs.queue.url", queueUrl);
    return changed(properties, keysAndValues);
  }

  /** These properties, changed by keys and values; an empty value removes its key. */
  public static Map<String, String> changed(
      Map<String, String> properties, String... keysAndValues) {
    for (int i = 0; i < keysAndValues.length; i += 2) {
      properties.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    properties.values().removeIf(String::isEmpty);
    return properties;
  }

  /** A complete connector configuration that checks no connection, changed by keys and values. */
  public static Map<String, @Nullable String> complete(
      String queueUrl, @Nullable String... keysAndValues) {
    Map<String, @Nullable String> properties = new HashMap<>();
    properties.put("name", "sink");
    properties.put("topics", "t");
    properties.put("sqs.queue.url", queueUrl);
    properties.put("aws.access.key.id", "AKIDEXAMPLE");
    properties.put("aws.secret.access.key", "secret");
    properties.put("sqs.validate.connection", "false");
    for (int i = 0; i < keysAndValues.length; i += 2) {
      properties.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
    }
    return properties;
  }

  /** The errors of a configuration, by key. */
  public static Map<String, List<String>> errors(Map<String, @Nullable String> properties) {
    Map<String, List<String>> errors = new TreeMap<>();
    for (ConfigValue value : new SqsSinkConnector().validate(properties).configValues()) {
      if (!value.errorMessages().isEmpty()) {
        errors.put(value.name(), value.errorMessages());
      }
    }
    return errors;
  }
}
