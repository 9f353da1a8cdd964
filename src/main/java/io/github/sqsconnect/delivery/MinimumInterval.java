package io.github.sqsconnect.delivery;

/** Allows an action immediately, and then at most once per interval. */
final class MinimumInterval {
  private final long ms;
  private long notBefore = QueueBacklog.ALWAYS;

  MinimumInterval(long ms) {
    this.ms = ms;
  }

  /** Whether the action is allowed now. If so, the interval starts again. */
  boolean tryAcquire(long now) {
    if (now < notBefore) {
      return false;
    }
    notBefore = now + ms;
    return true;
  }
}
