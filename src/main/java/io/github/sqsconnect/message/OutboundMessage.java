package io.github.sqsconnect.message;

import io.github.sqsconnect.event.EventBatch;
import org.jspecify.annotations.Nullable;

/**
 * One message as SQS will carry it.
 *
 * @param bytes its size as SQS counts it: UTF-8 body plus attributes
 * @param groupId the message group; null where the message has none
 * @param deduplicationId null where the queue makes it or has none
 * @param batchIndex the place of its event batch in the record
 * @param eventIndexes the original indexes of its events, as ascending ranges
 */
public record OutboundMessage(
    TargetQueue queue,
    String body,
    int bytes,
    @Nullable String groupId,
    @Nullable String deduplicationId,
    int batchIndex,
    String eventIndexes) {
  /** Heap that any message takes beside its body. */
  public static final int OVERHEAD_BYTES = EventBatch.OVERHEAD_BYTES;
}
