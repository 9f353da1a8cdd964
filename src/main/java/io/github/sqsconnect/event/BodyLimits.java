package io.github.sqsconnect.event;

/**
 * How large the bodies made of a record may be.
 *
 * @param target most bytes of a body that joins events; what cannot be split may be larger
 * @param most most bytes of any body; what needs more is rejected
 */
public record BodyLimits(int target, int most) {

  /** One limit for both. */
  public static BodyLimits of(int most) {
    return new BodyLimits(most, most);
  }
}
