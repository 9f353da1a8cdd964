package io.github.sqsconnect.delivery;

import org.jspecify.annotations.Nullable;

/** When the keys that sign requests are read anew, and for whom they are newer than his own. */
final class KeyRenewal {
  /** Who looks for newer credentials too often is a burden. */
  private static final long BETWEEN_LOOKS_MS = 60_000;

  private final MessageSender sender;
  private final MillisClock clock;
  private final Cooldown looks = new Cooldown(BETWEEN_LOOKS_MS);
  private long renewedAt = Long.MIN_VALUE;
  private @Nullable MessageBatch askedBy;

  KeyRenewal(MessageSender sender, MillisClock clock) {
    this.sender = sender;
    this.clock = clock;
  }

  /**
   * Whether there are newer keys than those that a refused request was signed with. They are read
   * anew once for all the requests with the old ones.
   */
  boolean hasNewerThan(MessageBatch refused) {
    if (refused.sentAt() <= renewedAt) {
      return true;
    }
    if (refused == askedBy) {
      return false;
    }
    askedBy = refused;
    return renew();
  }

  /** Credentials have ended, and may have been replaced. */
  void look() {
    if (looks.passes(clock.now())) {
      renew();
    }
  }

  private boolean renew() {
    boolean renewed = sender.renewCredentials();
    renewedAt = renewed ? clock.now() : renewedAt;
    return renewed;
  }
}
