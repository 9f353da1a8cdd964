package io.github.sqsconnect.event;

import org.jspecify.annotations.Nullable;

/**
 * The body of one message: events and context of one user, as canonical JSON.
 *
 * @param body the JSON text
 * @param bytes its length in UTF-8 bytes
 * @param events which events of the record it contains
 * @param mpid the user's id as text, or null without one
 * @param source the object in the record's value that it is made from
 */
public record EventBatch(
    String body, int bytes, EventIndexes events, @Nullable String mpid, int source) {
  /**
   * The heap of a message in addition to its body: ids, group and the objects around them, until
   * SQS accepts the message.
   */
  public static final int OVERHEAD_BYTES = 512;
}
