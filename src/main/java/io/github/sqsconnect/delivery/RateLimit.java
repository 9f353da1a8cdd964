package io.github.sqsconnect.delivery;

/**
 * Limits the messages per second of the task, over all queues. A request is never divided: it is
 * sent when the messages before it have used up their time.
 */
final class RateLimit {
  /** The task thread runs every few milliseconds, so it may catch up on this much unused time. */
  private static final long CATCH_UP_MS = 100;

  private static final long MICROS_PER_MS = 1_000;
  private static final long MICROS_PER_SECOND = 1_000_000;

  private final long messagesPerSecond;
  private long openAtMicros = Long.MIN_VALUE;

  /** A limit; 0 means no limit. */
  RateLimit(long messagesPerSecond) {
    this.messagesPerSecond = messagesPerSecond;
  }

  boolean isOpen(long now) {
    return openAtMicros <= now * MICROS_PER_MS;
  }

  /** The time when the next request may be sent; in the past if there is no limit. */
  long openAt() {
    return Math.floorDiv(openAtMicros + MICROS_PER_MS - 1, MICROS_PER_MS);
  }

  void sent(int messages, long now) {
    if (messagesPerSecond > 0) {
      long cost = (messages * MICROS_PER_SECOND + messagesPerSecond - 1) / messagesPerSecond;
      openAtMicros = Math.max(openAtMicros, (now - CATCH_UP_MS) * MICROS_PER_MS) + cost;
    }
  }
}
