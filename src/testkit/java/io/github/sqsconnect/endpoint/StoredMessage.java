package io.github.sqsconnect.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message as the queue took it; the position counts from 1 in the order of arrival. What can be
 * derived is derived, because a queue may hold a million of these.
 */
public record StoredMessage(
    String queue,
    long position,
    long request,
    long storedAtMillis,
    String body,
    int bodyLength,
    Map<String, Attribute> attributes,
    @Nullable String traceHeader,
    @Nullable String groupId,
    @Nullable String deduplicationId,
    int delaySeconds) {

  public Instant storedAt() {
    return Instant.ofEpochMilli(storedAtMillis);
  }

  public String messageId() {
    return messageId(queue, position);
  }

  /** Twenty digits that grow; null on a standard queue. */
  public @Nullable String sequenceNumber() {
    return queue.endsWith(".fifo") ? sequenceNumber(position) : null;
  }

  static String messageId(String queue, long position) {
    return UUID.nameUUIDFromBytes((queue + "/" + position).getBytes(StandardCharsets.UTF_8))
        .toString();
  }

  static String sequenceNumber(long position) {
    return "1" + (8_000_000_000_000_000_000L + position);
  }

  ObjectNode toJson() {
    ObjectNode json = Json.object();
    json.put("position", position).put("messageId", messageId()).put("request", request);
    json.put("storedAt", storedAt().toString());
    putIfPresent(json, "sequenceNumber", sequenceNumber());
    putIfPresent(json, "groupId", groupId);
    putIfPresent(json, "deduplicationId", deduplicationId);
    putIfPresent(json, "traceHeader", traceHeader);
    if (delaySeconds > 0) {
      json.put("delaySeconds", delaySeconds);
    }
    if (!attributes.isEmpty()) {
      json.set("attributes", Json.MAPPER.valueToTree(attributes));
    }
    return json.put("bodyLength", bodyLength).put("body", body);
  }

  private static void putIfPresent(ObjectNode json, String name, @Nullable String value) {
    if (value != null) {
      json.put(name, value);
    }
  }
}
