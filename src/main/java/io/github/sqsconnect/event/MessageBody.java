package io.github.sqsconnect.event;

import org.jspecify.annotations.Nullable;

/**
 * The body of one message.
 *
 * @param text what SQS stores
 * @param bytes the length of the text in UTF-8 bytes
 * @param events which events of the record it contains; none unless it is an event batch
 * @param mpid the user's id as text, or null without one
 * @param source the object in the record's value that it is made from, where paths of templates
 *     begin; or {@link io.github.sqsconnect.json.JsonDocument#NONE}
 */
public record MessageBody(
    String text, int bytes, EventIndexes events, @Nullable String mpid, int source) {
  /**
   * The heap of a message in addition to its body: ids, group and the objects around them, until
   * SQS accepts the message.
   */
  public static final int OVERHEAD_BYTES = 512;
}
