package io.github.sqsconnect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.event.EventIndexes;
import io.github.sqsconnect.message.MessageAttribute;
import io.github.sqsconnect.message.OutboundMessage;
import io.github.sqsconnect.message.TargetQueue;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeNameForSends;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

class RequestEntryTest {
  private static final TargetQueue QUEUE =
      new TargetQueue("https://sqs.eu-west-1.amazonaws.com/123456789012/events.fifo");

  @Test
  void partsThatAMessageDoesNotHaveAreNotWritten() {
    SendMessageBatchRequestEntry entry =
        RequestEntry.of("7-0", message(List.of(), null, null, null, null));

    assertThat(entry.id()).isEqualTo("7-0");
    assertThat(entry.messageBody()).isEqualTo("body");
    assertThat(entry.messageGroupId()).isNull();
    assertThat(entry.messageDeduplicationId()).isNull();
    assertThat(entry.delaySeconds()).isNull();
    assertThat(entry.hasMessageAttributes()).isFalse();
    assertThat(entry.hasMessageSystemAttributes()).isFalse();
  }

  @Test
  void everyPartOfAMessageIsWritten() {
    ByteBuffer bytes = ByteBuffer.wrap(new byte[] {9, 0, -1, 9}, 1, 2);
    List<MessageAttribute> attributes =
        List.of(
            new MessageAttribute("text", MessageAttribute.Type.STRING, "ü", null, 12),
            new MessageAttribute("number", MessageAttribute.Type.NUMBER, "-1.5", null, 16),
            new MessageAttribute("bytes", MessageAttribute.Type.BINARY, null, bytes, 13));

    SendMessageBatchRequestEntry entry =
        RequestEntry.of("7-1", message(attributes, "group", "id", 0, "Root=1"));

    assertThat(entry.messageGroupId()).isEqualTo("group");
    assertThat(entry.messageDeduplicationId()).isEqualTo("id");
    assertThat(entry.delaySeconds()).isZero();
    assertThat(entry.messageAttributes())
        .containsEntry("text", value("String").stringValue("ü").build())
        .containsEntry("number", value("Number").stringValue("-1.5").build())
        .containsEntry(
            "bytes",
            value("Binary").binaryValue(SdkBytes.fromByteArray(new byte[] {0, -1})).build())
        .hasSize(3);
    assertThat(entry.messageSystemAttributes()).hasSize(1);
    assertThat(
            entry
                .messageSystemAttributes()
                .get(MessageSystemAttributeNameForSends.AWS_TRACE_HEADER)
                .stringValue())
        .isEqualTo("Root=1");
    assertThat(bytes.remaining()).as("the message can be sent again").isEqualTo(2);
  }

  private static MessageAttributeValue.Builder value(String type) {
    return MessageAttributeValue.builder().dataType(type);
  }

  private static OutboundMessage message(
      List<MessageAttribute> attributes,
      String group,
      String deduplicationId,
      Integer delaySeconds,
      String traceHeader) {
    return new OutboundMessage(
        QUEUE,
        "body",
        4,
        attributes,
        group,
        deduplicationId,
        delaySeconds,
        traceHeader,
        EventIndexes.none(0));
  }
}
