package io.github.sqsconnect.message;

/** Counts what was left out of the attributes of messages since the start of the task. */
final class AttributeCounts {
  private long dropped;
  private long empty;

  void add(AttributeSet attributes) {
    dropped += attributes.dropped();
    empty += attributes.empty();
  }

  long dropped() {
    return dropped;
  }

  long empty() {
    return empty;
  }
}
