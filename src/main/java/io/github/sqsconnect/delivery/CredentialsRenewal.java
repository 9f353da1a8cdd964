package io.github.sqsconnect.delivery;

/** When the keys that sign requests are read again, and which refusals newer keys excuse. */
final class CredentialsRenewal {
  /** Credentials that have ended are looked for no more often than this. */
  private static final long CHECK_INTERVAL_MS = 60_000;

  /** New keys may be refused for so long after they were read, because they spread slowly. */
  private static final long SPREADING_MS = 30_000;

  private final MessageSender sender;
  private final MillisClock clock;
  private final MinimumInterval checks = new MinimumInterval(CHECK_INTERVAL_MS);
  private long checkedAt = Long.MIN_VALUE;
  private long renewedAt = Long.MIN_VALUE;
  private long spreadUntil = Long.MIN_VALUE;

  CredentialsRenewal(MessageSender sender, MillisClock clock) {
    this.sender = sender;
    this.clock = clock;
  }

  /**
   * Whether a request that was refused for its keys may be accepted later: it was signed with older
   * keys than those in use, those in use are so new that they may still be spreading, or a look
   * finds newer ones. A look answers for all requests that were sent before it.
   */
  boolean mayBeAcceptedLater(MessageBatch refused) {
    if (refused.sentAt() <= renewedAt || clock.now() < spreadUntil) {
      return true;
    }
    return refused.sentAt() > checkedAt && renew();
  }

  /** The credentials of a request have ended, and may have been replaced. */
  void expired(MessageBatch refused) {
    if (refused.sentAt() > checkedAt && checks.tryAcquire(clock.now())) {
      renew();
    }
  }

  private boolean renew() {
    boolean renewed = sender.renewCredentials();
    checkedAt = clock.now();
    if (renewed) {
      renewedAt = checkedAt;
      spreadUntil = checkedAt + SPREADING_MS;
    }
    return renewed;
  }
}
