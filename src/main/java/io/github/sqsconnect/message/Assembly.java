package io.github.sqsconnect.message;

import io.github.sqsconnect.json.RejectionKind;
import java.util.List;

/** The result of assembling one record. */
public sealed interface Assembly {

  /** One or more messages, in order. */
  record Messages(List<OutboundMessage> messages) implements Assembly {}

  /** The settings leave nothing to send: an event filter, or an ignored null value. */
  record Filtered() implements Assembly {}

  /**
   * The record cannot become a message.
   *
   * @param reason what was found, where, what is allowed; never the payload
   * @param kind the kind of reason
   */
  record Rejected(String reason, RejectionKind kind) implements Assembly {}
}
