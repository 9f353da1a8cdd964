package io.github.sqsconnect.delivery;

import java.util.function.DoubleSupplier;

/**
 * Computes how long to wait before a retry: exponential backoff with full jitter, so that messages
 * that failed together are not all retried at the same time. {@link MessageRetries} uses it for a
 * message, {@link QueueBacklog} for a queue.
 *
 * @param baseMs the longest wait after the first failure
 * @param maxMs the longest wait after many failures
 * @param random returns numbers from 0 to below 1
 */
public record BackoffPolicy(long baseMs, long maxMs, DoubleSupplier random) {
  private static final int MOST_DOUBLINGS = 30;

  /** The wait in milliseconds after this number of failures in a row. */
  long backoffMs(int failures) {
    long bound = Math.min(maxMs, baseMs << Math.min(failures - 1, MOST_DOUBLINGS));
    return (long) (random.getAsDouble() * (bound + 1));
  }
}
