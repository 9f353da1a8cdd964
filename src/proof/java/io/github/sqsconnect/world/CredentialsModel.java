package io.github.sqsconnect.world;

import io.github.sqsconnect.delivery.DeliveryOutcome;

/**
 * The credentials that one task signs with, and the new ones that the operator writes. The task
 * must check for new credentials when they may fix a failed request, and not more often.
 */
public final class CredentialsModel {
  private static final long MINUTE_MS = 60_000;

  /** How long SQS may refuse new credentials, until all its servers know them. */
  private static final long PROPAGATION_MS = 30_000;

  private static final long NEVER = Long.MIN_VALUE;

  /** The first credentials are much older than any fault. */
  private static final long LONG_AGO = -1_000_000;

  private final World world;
  private long since = LONG_AGO;
  private long renewedAt = NEVER;

  /** When the task last checked for any reason, and when it last checked after an expiry. */
  private long checkedAt = NEVER;

  private long checkedForExpiryAt = NEVER;
  private Request settled;
  private int renewals;
  private boolean isRenewalDue;

  /** A task starts with the newest credentials. */
  CredentialsModel(World world) {
    this.world = world;
    if (areNewer()) {
      since = world.setup().credentialsChangeAt();
    }
  }

  /** When the credentials in use were created, counted from the start. */
  long since() {
    return since;
  }

  private boolean areNewer() {
    return world.setup().credentialsChangeAt() >= 0
        && since < world.setup().credentialsChangeAt()
        && world.setup().credentialsChangeAt() <= world.now() - world.setup().startsAt();
  }

  /** Whether the task may retry although SQS refuses the credentials of a request. */
  boolean allowsRetry(Request request) {
    return isOld(request) || mayBeUnknownToSqs() || (request.sentAt() > checkedAt && areNewer());
  }

  private boolean mayBeUnknownToSqs() {
    return renewedAt != NEVER && world.now() - renewedAt < PROPAGATION_MS;
  }

  private boolean isOld(Request request) {
    return request.sentAt() <= renewedAt;
  }

  /**
   * The task is about to read a response.
   *
   * @param current which of the messages the task still owns
   */
  public void settled(Request request, boolean[] current) {
    settled = request;
    renewals = 0;
    isRenewalDue = mayRenew(request) && concernsCurrentMessage(request, current);
    if (isRefused(request) && isOld(request)) {
      world.reach(ReachableState.OLD_CREDENTIALS_REFUSED_AFTER_RENEWAL);
    } else if (isRefused(request) && mayBeUnknownToSqs()) {
      world.reach(ReachableState.NEW_CREDENTIALS_NOT_YET_ACCEPTED);
    }
  }

  private boolean mayRenew(Request request) {
    if (request.sentAt() <= checkedAt) {
      return false;
    }
    if (isRefused(request)) {
      return !mayBeUnknownToSqs();
    }
    return isExpired(request)
        && (checkedForExpiryAt == NEVER || world.now() - checkedForExpiryAt >= MINUTE_MS);
  }

  private static boolean isRefused(Request request) {
    return request.meant().outcomes().contains(SqsOutcomes.CREDENTIALS_REJECTED);
  }

  private static boolean isExpired(Request request) {
    return request.meant().outcomes().contains(SqsOutcomes.EXPIRED);
  }

  /** Whether a message that the task still owns failed because of credentials. */
  private static boolean concernsCurrentMessage(Request request, boolean[] current) {
    for (int i = 0; i < current.length; i++) {
      DeliveryOutcome outcome = request.meant().outcomes().get(i);
      boolean isOfCredentials =
          outcome == SqsOutcomes.CREDENTIALS_REJECTED || outcome == SqsOutcomes.EXPIRED;
      if (current[i] && isOfCredentials) {
        return true;
      }
    }
    return false;
  }

  /** The task must check for new credentials, if they are due, before it does anything else. */
  void requireRenewal() {
    if (isRenewalDue) {
      throw new Violation("credentials", "the task did not check for new ones");
    }
  }

  /** The worker reads the configuration again. Returns whether it has new credentials. */
  boolean renew() {
    if (settled == null || !mayRenew(settled) || ++renewals > 1) {
      throw new Violation("credentials", "the task checked for new ones without a reason");
    }
    isRenewalDue = false;
    boolean refused = isRefused(settled);
    checkedForExpiryAt = refused ? checkedForExpiryAt : world.now();
    checkedAt = world.now();
    boolean newer = areNewer();
    if (newer) {
      since = world.setup().credentialsChangeAt();
      renewedAt = world.now();
      world.reach(
          refused
              ? ReachableState.CREDENTIALS_RENEWED_AFTER_REFUSAL
              : ReachableState.CREDENTIALS_RENEWED_AFTER_EXPIRY);
    } else {
      world.reach(ReachableState.NO_NEW_CREDENTIALS_FOUND);
    }
    world.log().add("task", newer ? "finds new credentials" : "finds no new credentials");
    return newer;
  }
}
