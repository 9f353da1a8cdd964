package io.github.sqsconnect.message;

/**
 * The size limit of the queue, learned from a response of SQS. The limit of a queue may change at
 * any time, so a learned limit never rejects a record. It is only a target, and it expires after
 * ten minutes, or when the queue accepts a larger message.
 */
public final class LearnedLimit {
  private static final long VALID_MS = 600_000;

  private final int configured;
  private int bytes;
  private long learnedAt;

  /**
   * Nothing is learned yet.
   *
   * @param configured the limit of the settings, in bytes
   */
  public LearnedLimit(int configured) {
    this.configured = configured;
    bytes = configured;
  }

  /** The target in bytes. */
  public int bytes() {
    return bytes;
  }

  /** SQS rejected a message and named its limit. */
  public void learn(int named, long now) {
    bytes = Math.min(configured, named);
    learnedAt = now;
  }

  /**
   * SQS accepted a message. If it is larger than the learned limit, the limit was raised.
   *
   * @param sentAt when it was sent; a request that was in flight when the limit was learned proves
   *     nothing
   */
  public void accepted(long size, long sentAt) {
    if (size > bytes && sentAt >= learnedAt) {
      bytes = configured;
    }
  }

  /** Discards a limit that is too old. */
  public void expire(long now) {
    if (now - learnedAt >= VALID_MS) {
      bytes = configured;
    }
  }

  /** Its state, for proofs. */
  public State snapshot() {
    return new State(bytes < configured, bytes, learnedAt);
  }

  /**
   * The state of a limit.
   *
   * @param isLearned whether it is lower than the configured one
   */
  public record State(boolean isLearned, int bytes, long learnedAt) {}
}
