package io.github.sqsconnect.delivery;

import io.github.sqsconnect.delivery.PipelineSnapshot.WindowState;

/**
 * How many requests to one queue may be under way. Halves when the service throttles, at most once
 * per round trip; grows by one for every full window of successes; never below one.
 */
final class InFlightWindow {
  private final int largest;
  private int size;
  private int inFlight;
  private int successes;
  private long halvedAt = Long.MIN_VALUE;

  InFlightWindow(int largest) {
    this.largest = largest;
    size = largest;
  }

  boolean isOpen() {
    return inFlight < size;
  }

  void sent() {
    inFlight++;
  }

  void completed() {
    inFlight--;
  }

  void succeeded() {
    successes++;
    if (successes >= size) {
      successes = 0;
      size = Math.min(largest, size + 1);
    }
  }

  /** An answer to a request that was sent before the last halving says nothing new. */
  void throttled(long sentAt, long now) {
    if (sentAt >= halvedAt) {
      halvedAt = now;
      successes = 0;
      size = Math.max(1, size / 2);
    }
  }

  int size() {
    return size;
  }

  int inFlight() {
    return inFlight;
  }

  /** Its state, for proofs. */
  WindowState snapshot() {
    return new WindowState(size, inFlight, successes, halvedAt);
  }
}
