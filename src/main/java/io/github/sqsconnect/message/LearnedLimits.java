package io.github.sqsconnect.message;

import java.util.HashMap;
import java.util.Map;

/**
 * The size limit of each queue that responses were read from, until the queue is forgotten. Only
 * the reader of responses adds queues, so memory is bounded by the queues that it knows.
 */
final class LearnedLimits {
  private final int configured;
  private final Map<TargetQueue, LearnedLimit> limits = new HashMap<>();

  /**
   * Nothing is learned yet.
   *
   * @param configured the limit of the settings for every queue, in bytes
   */
  LearnedLimits(int configured) {
    this.configured = configured;
  }

  /** The limit of a queue, which responses of the queue change. */
  LearnedLimit of(TargetQueue queue) {
    LearnedLimit known = limits.get(queue);
    if (known != null) {
      return known;
    }
    LearnedLimit limit = new LearnedLimit(configured);
    limits.put(queue, limit);
    return limit;
  }

  /** The target for messages to a queue, in bytes. */
  int bytes(TargetQueue queue) {
    LearnedLimit known = limits.get(queue);
    return known == null ? configured : known.bytes();
  }

  /** Whether the target of any queue is lower than the limit of the settings. */
  boolean isAnyLearned() {
    for (LearnedLimit limit : limits.values()) {
      if (limit.bytes() < configured) {
        return true;
      }
    }
    return false;
  }

  void forget(TargetQueue queue) {
    limits.remove(queue);
  }

  /** Discards limits that are too old. */
  void expire(long now) {
    limits.values().forEach(limit -> limit.expire(now));
  }

  /** The state of the limit of a queue, for proofs. */
  LearnedLimit.State snapshot(TargetQueue queue) {
    LearnedLimit known = limits.get(queue);
    return known == null ? new LearnedLimit(configured).snapshot() : known.snapshot();
  }
}
