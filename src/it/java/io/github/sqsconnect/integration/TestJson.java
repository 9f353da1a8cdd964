package io.github.sqsconnect.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.project.Unchecked;
import io.github.sqsconnect.schema.EventBatchSchema;
import io.github.sqsconnect.servers.ConnectorConfig;
import java.util.List;

/** Parses and compares JSON, and adds Connect schemas to values. */
final class TestJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final EventBatchSchema SCHEMA = EventBatchSchema.published();

  private TestJson() {}

  static JsonNode parse(String json) {
    return Unchecked.call(() -> MAPPER.readTree(json));
  }

  /** All bodies are valid by the schema that every event batch fulfils. */
  static void requireEventBatches(List<String> bodies) {
    assertThat(bodies).allSatisfy(body -> assertThat(SCHEMA.violations(body)).isEmpty());
  }

  /** All bodies in the queues of the endpoint are such event batches. */
  static void requireEventBatches(ScriptedSqs sqs) {
    sqs.queues().forEach(queue -> requireEventBatches(queue.bodies()));
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
    ObjectNode envelope = MAPPER.createObjectNode();
    envelope.set("schema", ConnectorConfig.schema(value));
    envelope.set("payload", value);
    return envelope.toString();
  }
}
