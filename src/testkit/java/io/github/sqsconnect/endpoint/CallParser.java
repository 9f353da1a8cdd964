package io.github.sqsconnect.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a call from the JSON protocol, leniently: what is allowed is for the rules to say. */
final class CallParser {
  private static final String TARGET_PREFIX = "AmazonSQS.";

  private CallParser() {}

  static Call parse(long number, Instant at, HttpRequest http) {
    String target = http.header("x-amz-target").orElse("");
    if (!target.startsWith(TARGET_PREFIX)) {
      throw new Refusal(SqsError.of("InvalidAction"), "No action in X-Amz-Target: " + target);
    }
    String action = target.substring(TARGET_PREFIX.length());
    JsonNode json = read(http.body());
    String queue = queueName(json.path("QueueUrl").asText(""));
    return new Call(number, at, action, queue, entries(action, json), http);
  }

  private static JsonNode read(byte[] body) {
    try {
      JsonNode json = Json.MAPPER.readTree(body);
      if (json != null && json.isObject()) {
        return json;
      }
    } catch (IOException e) {
      throw new Refusal(SqsError.of("SerializationException"), "The body is not JSON.");
    }
    throw new Refusal(SqsError.of("SerializationException"), "The body is not a JSON object.");
  }

  /** The last segment: SQS, too, takes account and name from the path and ignores the host. */
  private static String queueName(String url) {
    return url.substring(url.lastIndexOf('/') + 1);
  }

  private static List<Entry> entries(String action, JsonNode json) {
    if (action.equals(Call.SEND)) {
      return List.of(entry(json, "0"));
    }
    List<Entry> entries = new ArrayList<>();
    for (JsonNode each : json.path("Entries")) {
      entries.add(entry(each, each.path("Id").asText("")));
    }
    return List.copyOf(entries);
  }

  private static Entry entry(JsonNode json, String id) {
    JsonNode delay = json.path("DelaySeconds");
    return new Entry(
        id,
        json.path("MessageBody").asText(""),
        attributes(json.path("MessageAttributes")),
        attributes(json.path("MessageSystemAttributes")),
        text(json, "MessageGroupId"),
        text(json, "MessageDeduplicationId"),
        delay.isNumber() ? delay.intValue() : null);
  }

  private static Map<String, Attribute> attributes(JsonNode json) {
    if (json.isEmpty()) {
      return Map.of();
    }
    Map<String, Attribute> attributes = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : json.properties()) {
      JsonNode value = field.getValue();
      attributes.put(
          field.getKey(),
          new Attribute(
              value.path("DataType").asText(""),
              text(value, "StringValue"),
              text(value, "BinaryValue")));
    }
    return attributes;
  }

  private static @Nullable String text(JsonNode json, String field) {
    JsonNode value = json.path(field);
    return value.isTextual() ? value.textValue() : null;
  }
}
