package io.github.sqsconnect.delivery;

/**
 * Decides when the connector reads its credentials again, and which rejected requests it retries
 * with newer credentials.
 */
final class CredentialsRenewal {
  /** Shortest time between two reads because of expired credentials. */
  private static final long CHECK_INTERVAL_MS = 60_000;

  /** New credentials may be rejected for this long, because AWS distributes them slowly. */
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
   * Whether a request that was rejected for its credentials may be accepted later. It may if it was
   * signed with older credentials than those in use, if those in use are less than 30 seconds old,
   * or if a new read finds newer ones. One read is enough for all requests that were sent before
   * it.
   */
  boolean mayBeAcceptedLater(MessageBatch rejected) {
    if (rejected.sentAt() <= renewedAt || clock.now() < spreadUntil) {
      return true;
    }
    return rejected.sentAt() > checkedAt && renew();
  }

  /** The credentials of a request have expired, and may have been replaced. */
  void expired(MessageBatch rejected) {
    if (rejected.sentAt() > checkedAt && checks.tryAcquire(clock.now())) {
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
