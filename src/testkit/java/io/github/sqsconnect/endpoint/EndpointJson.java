package io.github.sqsconnect.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.github.sqsconnect.project.Unchecked;
import java.io.IOException;
import java.time.Instant;

/** The JSON mapper of the endpoint. */
final class EndpointJson {
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new SimpleModule().addSerializer(Instant.class, new ToStringSerializer()))
          .build();

  private EndpointJson() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** Reads JSON; no bytes are read as an empty object. */
  static JsonNode read(byte[] bytes) {
    try {
      return bytes.length == 0 ? object() : MAPPER.readTree(bytes);
    } catch (IOException e) {
      throw new IllegalArgumentException("not JSON: " + e.getMessage(), e);
    }
  }

  static String text(Object json) {
    return Unchecked.call(() -> MAPPER.writeValueAsString(json));
  }
}
