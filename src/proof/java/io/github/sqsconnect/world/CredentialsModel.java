package io.github.sqsconnect.world;

import io.github.sqsconnect.delivery.DeliveryOutcome;

/**
 * The credentials that one task signs with, and what the operator does about them. The task must
 * look for newer ones when they may be the fix, and not more often.
 */
public final class CredentialsModel {
  private static final long MINUTE_MS = 60_000;

  /** So long newly read keys may be refused, because they are still spreading. */
  private static final long SPREADING_MS = 30_000;

  private static final long NEVER = Long.MIN_VALUE;

  /** The first keys are much older than any trouble. */
  private static final long LONG_AGO = -1_000_000;

  private final World world;
  private long since = LONG_AGO;
  private long renewedAt = NEVER;

  /** The last look for any reason, and the last one for keys that have ended. */
  private long lookedAt = NEVER;

  private long lookedForEndedAt = NEVER;
  private Request settled;
  private int looks;
  private boolean owed;

  /** A task starts with the newest there are. */
  CredentialsModel(World world) {
    this.world = world;
    if (areNewer()) {
      since = world.setup().keysChangeAt();
    }
  }

  /** When those in use were made, counted from the start. */
  long since() {
    return since;
  }

  private boolean areNewer() {
    return world.setup().keysChangeAt() >= 0
        && since < world.setup().keysChangeAt()
        && world.setup().keysChangeAt() <= world.now() - world.setup().startsAt();
  }

  /** Whether the task may go on although SQS refuses the keys of a request. */
  boolean excuse(Request request) {
    return isOld(request) || areSpreading() || (request.sentAt() > lookedAt && areNewer());
  }

  private boolean areSpreading() {
    return renewedAt != NEVER && world.now() - renewedAt < SPREADING_MS;
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
    looks = 0;
    owed = mayLook(request) && mattersIn(request, current);
    if (isRefused(request) && isOld(request)) {
      world.reach(ReachableState.OLD_KEYS_REFUSED_AFTER_RENEWAL);
    } else if (isRefused(request) && areSpreading()) {
      world.reach(ReachableState.NEWER_KEYS_STILL_SPREADING);
    }
  }

  private boolean mayLook(Request request) {
    if (request.sentAt() <= lookedAt) {
      return false;
    }
    if (isRefused(request)) {
      return !areSpreading();
    }
    return isExpired(request)
        && (lookedForEndedAt == NEVER || world.now() - lookedForEndedAt >= MINUTE_MS);
  }

  private static boolean isRefused(Request request) {
    return request.meant().outcomes().contains(SqsOutcomes.CREDENTIALS_REJECTED);
  }

  private static boolean isExpired(Request request) {
    return request.meant().outcomes().contains(SqsOutcomes.EXPIRED);
  }

  /** Whether a message that the task still has failed because of credentials. */
  private static boolean mattersIn(Request request, boolean[] current) {
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
  void requireLook() {
    if (owed) {
      throw new Violation("keys", "newer ones were not looked for");
    }
  }

  /** The task has the worker read its configuration again; whether that has newer keys. */
  boolean look() {
    if (settled == null || !mayLook(settled) || ++looks > 1) {
      throw new Violation("keys", "looked for without a reason");
    }
    owed = false;
    boolean refused = isRefused(settled);
    lookedForEndedAt = refused ? lookedForEndedAt : world.now();
    lookedAt = world.now();
    boolean newer = areNewer();
    if (newer) {
      since = world.setup().keysChangeAt();
      renewedAt = world.now();
      world.reach(
          refused
              ? ReachableState.NEWER_KEYS_AFTER_REFUSAL
              : ReachableState.NEWER_KEYS_AFTER_EXPIRY);
    } else {
      world.reach(ReachableState.NO_NEWER_KEYS);
    }
    world.log().add("task", newer ? "finds newer keys" : "finds no newer keys");
    return newer;
  }
}
