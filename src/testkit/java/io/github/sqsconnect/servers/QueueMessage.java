package io.github.sqsconnect.servers;

import java.util.Map;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** One message as a consumer of the queue gets it. */
public record QueueMessage(
    String body,
    Map<String, MessageAttributeValue> attributes,
    Map<String, String> systemAttributes) {

  static QueueMessage of(Message message) {
    return new QueueMessage(
        message.body(), message.messageAttributes(), message.attributesAsStrings());
  }

  /** The group of a FIFO or fair queue's message, empty when it has none. */
  public String groupId() {
    return systemAttributes.getOrDefault("MessageGroupId", "");
  }
}
