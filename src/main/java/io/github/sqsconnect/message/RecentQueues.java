package io.github.sqsconnect.message;

import org.jspecify.annotations.Nullable;

/**
 * The queues that a template produced last, by the text they are produced from. A queue replaces
 * another one with the same index, so memory is bounded for any number of names.
 */
final class RecentQueues {
  /** A power of two. */
  private static final int PLACES = 1024;

  private final @Nullable String[] texts = new String[PLACES];
  private final @Nullable TargetQueue[] queues = new TargetQueue[PLACES];

  /** The queue of that text, or null if it is not known any more. */
  @Nullable TargetQueue get(String text) {
    int place = place(text);
    return text.equals(texts[place]) ? queues[place] : null;
  }

  void put(String text, TargetQueue queue) {
    int place = place(text);
    texts[place] = text;
    queues[place] = queue;
  }

  private static int place(String text) {
    int hash = text.hashCode();
    return (hash ^ (hash >>> 16)) & (PLACES - 1);
  }
}
