package io.github.sqsconnect.watch;

import io.github.sqsconnect.servers.ConnectorConfig;
import java.util.Map;

/**
 * The names of everything in the picture.
 *
 * @param name of the topic, of the connector and of the queue
 * @param partitions of the topic
 */
public record WatchSetup(String name, int partitions) {
  /** Small, so that a short outage fills it and partitions are paused. */
  private static final String BUFFER_BYTES = "2097152";

  /** What {@code bin/quickstart --watch} shows. */
  public static WatchSetup ofQuickstart() {
    return new WatchSetup("customer-events", 3);
  }

  String topic() {
    return name;
  }

  String connector() {
    return name;
  }

  String queue() {
    return name;
  }

  String deadLetterTopic() {
    return name + "-rejected";
  }

  Map<String, String> connectorConfig(String queueUrl) {
    Map<String, String> config = ConnectorConfig.of(topic(), queueUrl);
    config.putAll(ConnectorConfig.deadLetters(deadLetterTopic()));
    config.put("sqs.buffer.max.bytes", BUFFER_BYTES);
    config.put("sqs.rejected.in.a.row.max", "-1"); // the poison button may be pressed often
    return config;
  }
}
