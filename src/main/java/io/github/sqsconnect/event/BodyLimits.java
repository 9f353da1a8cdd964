package io.github.sqsconnect.event;

import org.jspecify.annotations.Nullable;

/**
 * How large the bodies of the messages of a record may be.
 *
 * @param target the most bytes of a body with several events; a single event may be larger
 * @param most the most bytes of any body; the record is rejected if a body needs more
 * @param attributes the bytes of the attributes, which are subtracted from both already
 */
public record BodyLimits(int target, int most, int attributes) implements BatchLimits {
  public BodyLimits(int target, int most) {
    this(target, most, 0);
  }

  /** One limit for both. */
  public static BodyLimits of(int most) {
    return new BodyLimits(most, most);
  }

  /** The limits of the bodies of messages that have attributes of that size. */
  public BodyLimits minus(int attributeBytes) {
    return new BodyLimits(
        target - attributeBytes, most - attributeBytes, attributes + attributeBytes);
  }

  /** The most bytes, for people. */
  public String allowed() {
    return attributes == 0
        ? most + " bytes"
        : most + " bytes beside " + attributes + " bytes of attributes";
  }

  /** The same limits for every batch. */
  @Override
  public BodyLimits of(int source, @Nullable String mpid) {
    return this;
  }
}
