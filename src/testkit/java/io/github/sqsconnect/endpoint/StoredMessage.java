package io.github.sqsconnect.endpoint;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that the queue stored; positions count from 1 in the order of arrival. Some values are
 * computed on demand, because a queue may contain a million messages.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StoredMessage(
    String queue,
    long position,
    long request,
    @JsonIgnore long storedAtMillis,
    String body,
    int bodyLength,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Attribute> attributes,
    @Nullable String traceHeader,
    @Nullable String groupId,
    @Nullable String deduplicationId,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) int delaySeconds) {

  @JsonProperty
  public Instant storedAt() {
    return Instant.ofEpochMilli(storedAtMillis);
  }

  @JsonProperty
  public String messageId() {
    return messageId(queue, position);
  }

  /** Twenty digits that grow; null on a standard queue. */
  @JsonProperty
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
}
