package io.github.sqsconnect.delivery;

/**
 * Whether messages of one queue wait for a retry, since when, and whether the observer knows. It
 * changes nothing of the delivery.
 */
final class QueueHealth {
  /** Messages that failed and are not done. */
  private int unfinished;

  private long failingSince;
  private long retries;
  private boolean isReported;

  /** A message is retried. */
  void retried(Delivery delivery, long now) {
    if (unfinished == 0) {
      failingSince = now;
      retries = 0;
    }
    retries++;
    if (delivery.markRetried()) {
      unfinished++;
    }
  }

  /** The observer knows of the retries. */
  void reported() {
    isReported = true;
  }

  /** A message is delivered, rejected, split or dropped. */
  void done(Delivery delivery) {
    if (delivery.isRetried()) {
      unfinished--;
    }
  }

  /**
   * Whether the queue works again and the observer does not know. The next call returns false.
   *
   * @param isFailing whether the queue fails now, so that it is probed
   */
  boolean hasRecovered(boolean isFailing) {
    if (!isReported || unfinished > 0 || isFailing) {
      return false;
    }
    isReported = false;
    return true;
  }

  /** How long ago the first message failed that was not done when the others failed. */
  long failingMs(long now) {
    return now - failingSince;
  }

  long retries() {
    return retries;
  }
}
