package io.github.sqsconnect.delivery;

/** Lets something happen at once, and then not more often than once in so long. */
final class MinimumInterval {
  private final long ms;
  private long notBefore = QueueBacklog.ALWAYS;

  MinimumInterval(long ms) {
    this.ms = ms;
  }

  /** Whether it may happen now; if so, it is taken to happen. */
  boolean tryAcquire(long now) {
    if (now < notBefore) {
      return false;
    }
    notBefore = now + ms;
    return true;
  }
}
