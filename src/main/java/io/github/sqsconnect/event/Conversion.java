package io.github.sqsconnect.event;

import java.util.List;

/** What became of a record. */
public sealed interface Conversion {

  /** One or more event batches, in order. */
  record Converted(List<EventBatch> batches) implements Conversion {}

  /** The settings leave nothing to send. */
  record Filtered() implements Conversion {}

  /**
   * The record cannot be an event batch.
   *
   * @param reason what was found, where, and what is allowed; never the payload
   */
  record Rejected(String reason) implements Conversion {}
}
