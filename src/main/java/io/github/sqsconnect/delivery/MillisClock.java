package io.github.sqsconnect.delivery;

/** Time that only moves forward, in milliseconds from any start. */
@FunctionalInterface
public interface MillisClock {
  long now();
}
