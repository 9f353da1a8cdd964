package io.github.sqsconnect.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The type of value that the converter makes of a record's bytes, which are always the same. */
enum ValueType {
  BYTES("org.apache.kafka.connect.converters.ByteArrayConverter"),
  STRING("org.apache.kafka.connect.storage.StringConverter"),
  MAP("org.apache.kafka.connect.json.JsonConverter"),
  STRUCT("org.apache.kafka.connect.json.JsonConverter");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String converter;

  ValueType(String converter) {
    this.converter = converter;
  }

  String label() {
    return switch (this) {
      case BYTES -> "bytes";
      case STRING -> "String";
      case MAP -> "Map";
      case STRUCT -> "Struct";
    };
  }

  /** The converter's settings, in a connector's configuration. */
  Map<String, String> settings(Payload payload) {
    return switch (this) {
      case BYTES, STRING -> Map.of("value.converter", converter);
      case MAP -> Map.of("value.converter", converter, "value.converter.schemas.enable", "false");
      case STRUCT ->
          Map.of(
              "value.converter",
              converter,
              "value.converter.schemas.enable",
              "true",
              "value.converter.schema.content",
              schema(payload.text()));
    };
  }

  private static String schema(String text) {
    try {
      return "{" + type(JSON.readTree(text)) + "}";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The members that describe the type, as Connect's JSON converter writes them. */
  private static String type(JsonNode value) {
    if (value.isObject()) {
      return "\"type\":\"struct\",\"fields\":["
          + value.properties().stream()
              .map(
                  member ->
                      "{\"field\":\"" + member.getKey() + "\"," + type(member.getValue()) + "}")
              .collect(Collectors.joining(","))
          + "]";
    }
    if (value.isArray()) {
      return "\"type\":\"array\",\"items\":{"
          + StreamSupport.stream(value.spliterator(), false)
              .findFirst()
              .map(ValueType::type)
              .orElseThrow()
          + "}";
    }
    return value.isIntegralNumber()
        ? "\"type\":\"int64\""
        : value.isNumber()
            ? "\"type\":\"double\""
            : value.isBoolean() ? "\"type\":\"boolean\"" : "\"type\":\"string\"";
  }
}
