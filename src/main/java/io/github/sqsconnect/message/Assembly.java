package io.github.sqsconnect.message;

import java.util.List;

/** What a record became. */
public sealed interface Assembly {

  /** One message or more, in order. */
  record Messages(List<OutboundMessage> messages) implements Assembly {}

  /** Nothing, by the user's own settings: an event filter, or a null value to ignore. */
  record Filtered() implements Assembly {}

  /**
   * The record cannot be a message.
   *
   * @param reason what was found, where, what is allowed; never the payload
   */
  record Rejected(String reason) implements Assembly {}
}
