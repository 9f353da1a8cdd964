package io.github.sqsconnect.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sqsconnect.servers.Unchecked;

/** Parses and compares JSON, and adds Connect schemas to values. */
final class TestJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private TestJson() {}

  static JsonNode parse(String json) {
    return Unchecked.call(() -> MAPPER.readTree(json));
  }

  /** Whether {@code whole} contains {@code part}; objects may have additional members. */
  static boolean contains(JsonNode whole, JsonNode part) {
    if (part.isObject()) {
      return whole.isObject()
          && part.properties().stream()
              .allMatch(
                  member ->
                      whole.has(member.getKey())
                          && contains(whole.get(member.getKey()), member.getValue()));
    }
    if (part.isArray()) {
      if (!whole.isArray() || whole.size() != part.size()) {
        return false;
      }
      for (int i = 0; i < part.size(); i++) {
        if (!contains(whole.get(i), part.get(i))) {
          return false;
        }
      }
      return true;
    }
    return whole.asText().equals(part.asText())
        && whole.isContainerNode() == part.isContainerNode();
  }

  /** The value with its schema, as JsonConverter reads it. */
  static String withSchema(JsonNode value) {
    ObjectNode envelope = NODES.objectNode();
    envelope.set("schema", schema(value));
    envelope.set("payload", value);
    return envelope.toString();
  }

  private static ObjectNode schema(JsonNode value) {
    ObjectNode schema = NODES.objectNode();
    if (value.isObject()) {
      schema.put("type", "struct");
      var fields = schema.putArray("fields");
      value
          .properties()
          .forEach(member -> fields.add(schema(member.getValue()).put("field", member.getKey())));
    } else if (value.isArray()) {
      schema.put("type", "array");
      schema.set("items", schema(value.path(0)));
    } else if (value.isTextual()) {
      schema.put("type", "string");
    } else if (value.isBoolean()) {
      schema.put("type", "boolean");
    } else {
      schema.put("type", value.isIntegralNumber() ? "int64" : "double");
    }
    return schema.put("optional", true);
  }
}
