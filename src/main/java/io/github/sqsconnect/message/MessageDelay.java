package io.github.sqsconnect.message;

import org.jspecify.annotations.Nullable;

/** How long SQS hides a message before consumers can receive it. */
final class MessageDelay {
  private final @Nullable Integer fixed;

  /**
   * @param ms the delay of every message in milliseconds; 0 for the delay of the queue
   */
  MessageDelay(long ms) {
    fixed = ms == 0 ? null : wholeSeconds(ms);
  }

  /** In seconds, or null for the delay of the queue. */
  @Nullable Integer seconds() {
    return fixed;
  }

  private static int wholeSeconds(long ms) {
    return (int) ((ms + 999) / 1000);
  }
}
