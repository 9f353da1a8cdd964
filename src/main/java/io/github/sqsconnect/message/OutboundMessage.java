package io.github.sqsconnect.message;

import io.github.sqsconnect.event.EventIndexes;
import io.github.sqsconnect.event.MessageBody;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message to send to SQS.
 *
 * @param bytes its size as SQS counts it: the body in UTF-8, and name, type and value of each
 *     attribute
 * @param groupId the message group id, or null without a group
 * @param deduplicationId null if the queue creates it from the content or has none
 * @param delaySeconds how long SQS hides it; null uses the delay of the queue
 * @param traceHeader the trace of AWS X-Ray that it belongs to, or null; SQS does not count it
 * @param events which events of the record it carries; none for a raw message
 */
public record OutboundMessage(
    TargetQueue queue,
    String body,
    int bytes,
    List<MessageAttribute> attributes,
    @Nullable String groupId,
    @Nullable String deduplicationId,
    @Nullable Integer delaySeconds,
    @Nullable String traceHeader,
    EventIndexes events) {
  /** The heap of a message in addition to its body and attributes. */
  public static final int OVERHEAD_BYTES = MessageBody.OVERHEAD_BYTES;

  /** The heap that it needs: body, attributes, and the objects around them. */
  public int retainedBytes() {
    return bytes + OVERHEAD_BYTES + attributes.size() * MessageAttribute.OVERHEAD_BYTES;
  }
}
