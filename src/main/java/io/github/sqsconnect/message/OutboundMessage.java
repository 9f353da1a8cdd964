package io.github.sqsconnect.message;

import io.github.sqsconnect.event.EventIndexes;
import io.github.sqsconnect.event.MessageBody;
import org.jspecify.annotations.Nullable;

/**
 * One message to send to SQS.
 *
 * @param bytes its size as SQS counts it: the body in UTF-8 plus attributes
 * @param groupId the message group id, or null without a group
 * @param deduplicationId null if the queue creates it from the content or has none
 * @param events which events of the record it carries; none for a raw message
 */
public record OutboundMessage(
    TargetQueue queue,
    String body,
    int bytes,
    @Nullable String groupId,
    @Nullable String deduplicationId,
    EventIndexes events) {
  /** The heap of a message in addition to its body. */
  public static final int OVERHEAD_BYTES = MessageBody.OVERHEAD_BYTES;
}
