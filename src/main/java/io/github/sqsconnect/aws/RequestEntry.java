package io.github.sqsconnect.aws;

import io.github.sqsconnect.message.MessageAttribute;
import io.github.sqsconnect.message.OutboundMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeNameForSends;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** Writes a message as an entry of a request, with the classes of the SDK. */
final class RequestEntry {
  private RequestEntry() {}

  static SendMessageBatchRequestEntry of(String id, OutboundMessage message) {
    SendMessageBatchRequestEntry.Builder entry =
        SendMessageBatchRequestEntry.builder()
            .id(id)
            .messageBody(message.body())
            .messageGroupId(message.groupId())
            .messageDeduplicationId(message.deduplicationId())
            .delaySeconds(message.delaySeconds());
    if (!message.attributes().isEmpty()) {
      entry.messageAttributes(attributes(message.attributes()));
    }
    if (message.traceHeader() != null) {
      entry.messageSystemAttributes(trace(message.traceHeader()));
    }
    return entry.build();
  }

  private static Map<String, MessageAttributeValue> attributes(List<MessageAttribute> attributes) {
    Map<String, MessageAttributeValue> values = new LinkedHashMap<>();
    for (MessageAttribute attribute : attributes) {
      MessageAttributeValue.Builder value =
          MessageAttributeValue.builder().dataType(attribute.type().word());
      if (attribute.binary() == null) {
        value.stringValue(attribute.text());
      } else {
        value.binaryValue(SdkBytes.fromByteBuffer(attribute.binary()));
      }
      values.put(attribute.name(), value.build());
    }
    return values;
  }

  private static Map<MessageSystemAttributeNameForSends, MessageSystemAttributeValue> trace(
      String header) {
    return Map.of(
        MessageSystemAttributeNameForSends.AWS_TRACE_HEADER,
        MessageSystemAttributeValue.builder().dataType("String").stringValue(header).build());
  }
}
