package io.github.sqsconnect.delivery;

import java.util.function.DoubleSupplier;

/**
 * How long to wait before the next attempt: exponential with full jitter, so that many that failed
 * together do not come back together.
 *
 * @param baseMs the longest wait after the first failure
 * @param maxMs the longest wait after any
 * @param random numbers from 0 to below 1
 */
public record RetryPolicy(long baseMs, long maxMs, DoubleSupplier random) {
  private static final int MOST_DOUBLINGS = 30;

  /** The wait in milliseconds after that many failures in a row. */
  long backoffMs(int failures) {
    long bound = Math.min(maxMs, baseMs << Math.min(failures - 1, MOST_DOUBLINGS));
    return (long) (random.getAsDouble() * (bound + 1));
  }
}
