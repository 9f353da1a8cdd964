package io.github.sqsconnect.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One entry of a message batch, or the message of a SendMessage call, before any rule. */
public record Entry(
    String id,
    String body,
    Map<String, Attribute> attributes,
    Map<String, Attribute> systemAttributes,
    @Nullable String groupId,
    @Nullable String deduplicationId,
    int delaySeconds) {

  /** Bytes as SQS counts them: the body, and each attribute's name, type and value. */
  public int size() {
    int size = utf8(body);
    for (Map.Entry<String, Attribute> each : attributes.entrySet()) {
      Attribute attribute = each.getValue();
      size += utf8(each.getKey()) + utf8(attribute.type()) + attribute.bytes().length;
    }
    return size;
  }

  private static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
