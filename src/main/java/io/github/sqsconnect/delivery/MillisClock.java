package io.github.sqsconnect.delivery;

/** A monotonic clock, in milliseconds from an arbitrary start. It is not the time of day. */
@FunctionalInterface
public interface MillisClock {
  long now();
}
