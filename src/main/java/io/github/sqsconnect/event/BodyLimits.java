package io.github.sqsconnect.event;

import org.jspecify.annotations.Nullable;

/**
 * How large the bodies of the messages of a record may be.
 *
 * @param target the most bytes of a body with several events; a single event may be larger
 * @param most the most bytes of any body; the record is rejected if a body needs more
 */
public record BodyLimits(int target, int most) implements BatchLimits {

  /** One limit for both. */
  public static BodyLimits of(int most) {
    return new BodyLimits(most, most);
  }

  /** The same limits for every batch. */
  @Override
  public BodyLimits of(int source, @Nullable String mpid) {
    return this;
  }
}
