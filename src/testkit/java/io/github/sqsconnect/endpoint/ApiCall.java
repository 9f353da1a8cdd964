package io.github.sqsconnect.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One call of the SQS JSON protocol: the action, the queue and the entries of the request. */
record ApiCall(
    long number, Instant at, String action, String queue, List<Entry> entries, HttpRequest http) {
  static final String SEND_BATCH = "SendMessageBatch";
  static final String SEND = "SendMessage";
  private static final String TARGET_PREFIX = "AmazonSQS.";

  /** Reads a call without checking the rules of SQS; {@link SendRules} does that. */
  static ApiCall parse(long number, Instant at, HttpRequest http) {
    String target = http.header("x-amz-target").orElse("");
    if (!target.startsWith(TARGET_PREFIX)) {
      throw RequestError.of("InvalidAction").thrown("No action in X-Amz-Target: " + target);
    }
    String action = target.substring(TARGET_PREFIX.length());
    JsonNode json = read(http.body());
    String url = json.path("QueueUrl").asText("");
    return new ApiCall(number, at, action, lastSegment(url), entries(action, json), http);
  }

  private static JsonNode read(byte[] body) {
    RequestError error = RequestError.of("SerializationException");
    try {
      JsonNode json = EndpointJson.MAPPER.readTree(body);
      if (json == null || !json.isObject()) {
        throw error.thrown("The body is not a JSON object.");
      }
      return json;
    } catch (IOException e) {
      throw error.thrown("The body is not JSON.");
    }
  }

  /** SQS also uses the account and the name of the queue's URL and ignores its host. */
  private static String lastSegment(String url) {
    return url.substring(url.lastIndexOf('/') + 1);
  }

  private static List<Entry> entries(String action, JsonNode json) {
    if (action.equals(SEND)) {
      return List.of(entry(json, "0"));
    }
    List<Entry> entries = new ArrayList<>();
    json.path("Entries").forEach(each -> entries.add(entry(each, each.path("Id").asText(""))));
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
        delay.isNumber() ? delay.intValue() : 0);
  }

  private static Map<String, Attribute> attributes(JsonNode json) {
    Map<String, Attribute> attributes = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : json.properties()) {
      JsonNode value = field.getValue();
      String type = value.path("DataType").asText("");
      attributes.put(
          field.getKey(),
          new Attribute(type, text(value, "StringValue"), text(value, "BinaryValue")));
    }
    return attributes;
  }

  private static @Nullable String text(JsonNode json, String field) {
    return json.path(field).textValue();
  }
}
