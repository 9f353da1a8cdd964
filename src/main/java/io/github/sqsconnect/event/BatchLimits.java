package io.github.sqsconnect.event;

import org.jspecify.annotations.Nullable;

/**
 * How large the bodies of each batch of a record may be. Batches of one record can have different
 * queues and attributes, and so different limits.
 */
@FunctionalInterface
public interface BatchLimits {
  /**
   * The limits of one batch.
   *
   * @param source the object in the record's value that the batch is made from
   * @param mpid the user's id as text, or null without one
   */
  BodyLimits of(int source, @Nullable String mpid);
}
