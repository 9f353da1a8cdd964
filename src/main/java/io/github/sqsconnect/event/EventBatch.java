package io.github.sqsconnect.event;

import org.jspecify.annotations.Nullable;

/**
 * The payload of one message: events and context of one user, as canonical JSON.
 *
 * @param body the JSON text
 * @param bytes its length in UTF-8 bytes
 * @param events which events of the record it contains
 * @param mpid the user's id as text, or null if the batch has none
 * @param source the object in the record's value that it was made from
 */
public record EventBatch(
    String body, int bytes, EventIndexes events, @Nullable String mpid, int source) {
  /**
   * Heap that the message of any event batch takes beside its body: ids, group and the objects that
   * keep them until SQS has the message.
   */
  public static final int OVERHEAD_BYTES = 512;
}
