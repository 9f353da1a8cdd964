package io.github.sqsconnect.throughput;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sqsconnect.benchmarks.SampleBatch;
import java.util.Map;

/** The values of a topic: their size, and what Connect's converter makes of them. */
record Payload(int bytes, Kind kind) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int HALF_AN_EVENT = 200;
  private static final String SMALL =
      "{\"events\":[{\"data\":{\"event_name\":\"lamp lit\",\"custom_event_type\":\"other\",\"timestamp_unixtime_ms\":1764025200000},"
          + "\"event_type\":\"custom_event\"}],\"mpid\":-7346244611012968789,\"environment\":\"production\"}";

  /** What a record's value is when it reaches the task. */
  enum Kind {
    BYTES("org.apache.kafka.connect.converters.ByteArrayConverter"),
    STRING("org.apache.kafka.connect.storage.StringConverter"),
    MAP("org.apache.kafka.connect.json.JsonConverter"),
    STRUCT("org.apache.kafka.connect.json.JsonConverter");

    private final String converter;

    Kind(String converter) {
      this.converter = converter;
    }
  }

  String label() {
    return (bytes < 1_024 ? bytes + " B " : bytes / 1_024 + " KB ")
        + kind.name().toLowerCase(java.util.Locale.ROOT);
  }

  String topic(int partitions) {
    return "bench-" + bytes + "-" + (kind == Kind.STRUCT ? "struct" : "json") + "-" + partitions;
  }

  /** How many records a run takes: some seconds' worth. */
  int records(boolean quick) {
    long wanted = (quick ? 120L : 240L) * 1_048_576 / (bytes + 400);
    return (int) Math.max(400, Math.min(wanted, quick ? 80_000 : 160_000));
  }

  Map<String, String> converter() {
    return kind == Kind.MAP || kind == Kind.STRUCT
        ? Map.of(
            "value.converter",
            kind.converter,
            "value.converter.schemas.enable",
            Boolean.toString(kind == Kind.STRUCT))
        : Map.of("value.converter", kind.converter);
  }

  byte[] value() {
    String text = bytes < 1_024 ? SMALL : SampleBatch.ofAbout(bytes - HALF_AN_EVENT);
    return (kind == Kind.STRUCT ? withSchema(text) : text).getBytes(UTF_8);
  }

  private static String withSchema(String text) {
    try {
      JsonNode payload = JSON.readTree(text);
      ObjectNode envelope = JSON.createObjectNode();
      envelope.set("schema", schema(payload));
      envelope.set("payload", payload);
      return envelope.toString();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ObjectNode schema(JsonNode node) {
    ObjectNode schema = JSON.createObjectNode();
    schema.put("optional", true);
    if (node.isObject()) {
      schema.put("type", "struct");
      ArrayNode fields = schema.putArray("fields");
      node.properties()
          .forEach(member -> fields.add(schema(member.getValue()).put("field", member.getKey())));
    } else if (node.isArray()) {
      schema.put("type", "array").set("items", schema(node.get(0)));
    } else {
      schema.put(
          "type",
          node.isIntegralNumber()
              ? "int64"
              : node.isNumber() ? "double" : node.isBoolean() ? "boolean" : "string");
    }
    return schema;
  }
}
