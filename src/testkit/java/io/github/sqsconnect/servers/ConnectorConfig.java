package io.github.sqsconnect.servers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Connector configurations for tests and the benchmark. */
public final class ConnectorConfig {
  public static final String CONNECTOR = "io.github.sqsconnect.SqsSinkConnector";
  public static final String STRING = "org.apache.kafka.connect.storage.StringConverter";
  public static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";
  public static final String JSON = "org.apache.kafka.connect.json.JsonConverter";

  private ConnectorConfig() {}

  /**
   * One task, values as text, a queue and a key pair. The connection is not validated, so that the
   * server counts only what the tasks send.
   */
  public static Map<String, String> of(String topic, String queueUrl) {
    Map<String, String> config = new LinkedHashMap<>();
    config.put("connector.class", CONNECTOR);
    config.put("tasks.max", "1");
    config.put("topics", topic);
    config.put("key.converter", STRING);
    config.put("value.converter", STRING);
    config.put("header.converter", STRING);
    config.put("sqs.queue.url", queueUrl);
    config.put("sqs.region", LocalSqs.REGION.id());
    config.put("aws.access.key.id", LocalSqs.ACCESS_KEY_ID);
    config.put("aws.secret.access.key", LocalSqs.SECRET_ACCESS_KEY);
    config.put("sqs.validate.connection", "false");
    return config;
  }

  /** The same with further settings. */
  public static Map<String, String> of(
      String topic, String queueUrl, Map<String, String> settings) {
    Map<String, String> config = of(topic, queueUrl);
    config.putAll(settings);
    return config;
  }

  /** The schema of a JSON value, as Connect's JSON converter reads it. */
  public static ObjectNode schema(JsonNode value) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("optional", true);
    if (value.isObject()) {
      ArrayNode fields = schema.put("type", "struct").putArray("fields");
      value
          .properties()
          .forEach(member -> fields.add(schema(member.getValue()).put("field", member.getKey())));
    } else if (value.isArray()) {
      schema.put("type", "array").set("items", schema(value.path(0)));
    } else {
      String number = value.isIntegralNumber() ? "int64" : "double";
      schema.put("type", value.isTextual() ? "string" : value.isBoolean() ? "boolean" : number);
    }
    return schema;
  }

  /** Settings that send rejected records to a dead-letter topic. */
  public static Map<String, String> deadLetters(String topic) {
    return Map.of(
        "errors.tolerance", "all",
        "errors.deadletterqueue.topic.name", topic,
        "errors.deadletterqueue.topic.replication.factor", "1",
        "errors.deadletterqueue.context.headers.enable", "true");
  }
}
