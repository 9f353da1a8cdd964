package io.github.sqsconnect.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sqsconnect.project.Unchecked;
import io.github.sqsconnect.servers.ConnectorConfig;
import java.util.Map;

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
    return ConnectorConfig.schema(Unchecked.call(() -> JSON.readTree(text))).toString();
  }
}
