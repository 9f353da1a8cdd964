package io.github.sqsconnect.message;

/**
 * A limit of bytes that a refusal has named. The queue may be given another limit at any time, so a
 * learned limit never rejects anything: it only says what to aim for. It is forgotten after ten
 * minutes, and when the queue accepts more.
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

  /** Most bytes to aim for. */
  public int bytes() {
    return bytes;
  }

  /** A refusal names the limit that is valid now. */
  public void learn(int named, long now) {
    bytes = Math.min(configured, named);
    learnedAt = now;
  }

  /**
   * So many bytes were accepted: if that is more than was learned, the limit was raised.
   *
   * @param sentAt when they were sent; a request that was in flight when the limit was learned
   *     proves nothing
   */
  public void accepted(long size, long sentAt) {
    if (size > bytes && sentAt >= learnedAt) {
      bytes = configured;
    }
  }

  /** Forgets what was learned too long ago. */
  public void expire(long now) {
    if (bytes < configured && now - learnedAt >= VALID_MS) {
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
