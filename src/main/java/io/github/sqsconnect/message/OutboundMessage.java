package io.github.sqsconnect.message;

import io.github.sqsconnect.event.EventBatch;
import io.github.sqsconnect.event.EventIndexes;
import org.jspecify.annotations.Nullable;

/**
 * One message as SQS will carry it.
 *
 * @param bytes its size as SQS counts it: UTF-8 body plus attributes
 * @param groupId the message group; null where the message has none
 * @param deduplicationId null where the queue makes it or has none
 * @param events which events of the record it carries; none for a raw message
 */
public record OutboundMessage(
    TargetQueue queue,
    String body,
    int bytes,
    @Nullable String groupId,
    @Nullable String deduplicationId,
    EventIndexes events) {
  /** Heap that any message takes beside its body. */
  public static final int OVERHEAD_BYTES = EventBatch.OVERHEAD_BYTES;
}
