package io.github.sqsconnect.world;

/**
 * The rate limit, checked from outside the connector. In any period the task may send as many
 * messages as the rate allows for that period plus 100 ms, and one request more.
 */
public final class RateModel {
  private static final long CATCH_UP_MS = 100;
  private static final long SOON_MS = 20;
  private static final long MS_PER_SECOND = 1_000;

  private final long rate;
  private final ReachedStates reached;
  private long messages;

  /**
   * For each request: the messages sent before it, minus those that the rate allows until then.
   * This is the smallest of these values so far, in thousandths of a message.
   */
  private long least = Long.MAX_VALUE;

  RateModel(int rate, ReachedStates reached) {
    this.rate = rate;
    this.reached = reached;
  }

  /** The task sends a request. */
  public void sent(Request request) {
    if (rate == 0) {
      return;
    }
    long balance = messages * MS_PER_SECOND - rate * request.sentAt();
    least = Math.min(least, balance);
    long allowed = least + rate * CATCH_UP_MS;
    if (balance > allowed) {
      throw new Violation(
          "rate", (balance - allowed) / 1_000.0 + " messages too many before this request");
    }
    if (balance > allowed - rate * SOON_MS) {
      reached.mark(ReachableState.DELAYED_BY_RATE_LIMIT);
    }
    messages += request.size();
  }
}
