package io.github.sqsconnect.world;

import io.github.sqsconnect.delivery.DeliveryOutcome;

/**
 * The credentials that one task signs with, and what the operator does about them. The task must
 * look for newer ones when they may be the fix, and not more often.
 */
public final class CredentialsModel {
  private static final long MINUTE_MS = 60_000;

  /** So long newly read keys may be refused, because they are still spreading. */
  private static final long PROPAGATION_MS = 30_000;

  private static final long NEVER = Long.MIN_VALUE;

  /** The first keys are much older than any trouble. */
  private static final long LONG_AGO = -1_000_000;

  private final World world;
  private long since = LONG_AGO;
  private long renewedAt = NEVER;

  /** The last look for any reason, and the last one for keys that have ended. */
  private long checkedAt = NEVER;

  private long checkedForExpiryAt = NEVER;
  private Request settled;
  private int renewals;
  private boolean isRenewalDue;

  /** A task starts with the newest there are. */
  CredentialsModel(World world) {
    this.world = world;
    if (areNewer()) {
      since = world.setup().credentialsChangeAt();
    }
  }

  /** When those in use were made, counted from the start. */
  long since() {
    return since;
  }

  private boolean areNewer() {
    return world.setup().credentialsChangeAt() >= 0
        && since < world.setup().credentialsChangeAt()
        && world.setup().credentialsChangeAt() <= world.now() - world.setup().startsAt();
  }

  /** Whether the task may go on although SQS refuses the keys of a request. */
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
   * The task is about to have an answer.
   *
   * @param current which of the messages it still has
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

  /** Whether a message that the task still has failed because of credentials. */
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

  /** What the task has to do about an answer before all else must be done. */
  void requireRenewal() {
    if (isRenewalDue) {
      throw new Violation("credentials", "newer ones were not looked for");
    }
  }

  /** The task has the worker read its configuration again; whether that has newer keys. */
  boolean renew() {
    if (settled == null || !mayRenew(settled) || ++renewals > 1) {
      throw new Violation("credentials", "looked for without a reason");
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
    world.log().add("task", newer ? "finds newer keys" : "finds no newer keys");
    return newer;
  }
}
