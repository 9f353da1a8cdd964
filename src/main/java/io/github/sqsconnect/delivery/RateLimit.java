package io.github.sqsconnect.delivery;

/**
 * How many messages a second may leave the task, over all queues. A request leaves whole, as soon
 * as those before it have been paid for.
 */
final class RateLimit {
  /** The task thread runs every few milliseconds: it may catch up for this long. */
  private static final long CATCH_UP_MS = 100;

  private static final long MICROS_PER_MS = 1_000;
  private static final long MICROS_PER_SECOND = 1_000_000;

  private final long messagesPerSecond;
  private long openAtMicros = Long.MIN_VALUE;

  /** 0 is no limit. */
  RateLimit(long messagesPerSecond) {
    this.messagesPerSecond = messagesPerSecond;
  }

  boolean isOpen(long now) {
    return openAtMicros <= now * MICROS_PER_MS;
  }

  /** When the next request may leave; long past where there is no limit. */
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
