package io.github.sqsconnect.simulation;

/**
 * The keys that one task signs with, and what the operator does about them. Newer ones must be
 * looked for when they may be the mend, and not more often than is good for who has them.
 */
final class Keys {
  private static final long MINUTE_MS = 60_000;

  /** So long newly read keys may be refused, because they are still spreading. */
  private static final long SPREADING_MS = 30_000;

  private static final long NEVER = Long.MIN_VALUE;

  /** The first keys are much older than any trouble. */
  private static final long LONG_AGO = -1_000_000;

  private final Setup setup;
  private final VirtualTime time;
  private final Story story;
  private final Reached reached;
  private long since = LONG_AGO;
  private long renewedAt = NEVER;

  /** The last look for any reason, and the last one for keys that have ended. */
  private long lookedAt = NEVER;

  private long lookedForEndedAt = NEVER;
  private Request settled;
  private int looks;
  private boolean owed;

  /** A task starts with the newest there are. */
  Keys(Setup setup, VirtualTime time, Story story, Reached reached) {
    this.setup = setup;
    this.time = time;
    this.story = story;
    this.reached = reached;
    if (areNewer()) {
      since = setup.keysChangeAt();
    }
  }

  /** When those in use were made, counted from the start. */
  long since() {
    return since;
  }

  private boolean areNewer() {
    return setup.keysChangeAt() >= 0
        && since < setup.keysChangeAt()
        && setup.keysChangeAt() <= time.now() - setup.startsAt();
  }

  /** Whether the task may go on although SQS refuses the keys of a request. */
  boolean mendRefusal(Request request) {
    return isOld(request) || areSpreading() || (request.sentAt() > lookedAt && areNewer());
  }

  private boolean areSpreading() {
    return renewedAt != NEVER && time.now() - renewedAt < SPREADING_MS;
  }

  private boolean isOld(Request request) {
    return request.sentAt() <= renewedAt;
  }

  /**
   * The task is about to have an answer.
   *
   * @param matters whether it still has one of the records
   */
  void settled(Request request, boolean matters) {
    settled = request;
    looks = 0;
    owed = matters && mayLook(request);
    if (isRefused(request) && isOld(request)) {
      reached.mark(State.OLD_KEYS_REFUSED_AFTER_RENEWAL);
    } else if (isRefused(request) && areSpreading()) {
      reached.mark(State.NEWER_KEYS_STILL_SPREADING);
    }
  }

  private boolean mayLook(Request request) {
    if (request.sentAt() <= lookedAt) {
      return false;
    }
    if (isRefused(request)) {
      return !areSpreading();
    }
    return request.meant().outcomes().get(0) == Answers.EXPIRED
        && (lookedForEndedAt == NEVER || time.now() - lookedForEndedAt >= MINUTE_MS);
  }

  private static boolean isRefused(Request request) {
    return request.meant().outcomes().get(0) == Answers.CREDENTIALS_REFUSED;
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
    lookedForEndedAt = refused ? lookedForEndedAt : time.now();
    lookedAt = time.now();
    boolean newer = areNewer();
    if (newer) {
      since = setup.keysChangeAt();
      renewedAt = time.now();
      reached.mark(refused ? State.NEWER_KEYS_AFTER_REFUSAL : State.NEWER_KEYS_AFTER_EXPIRY);
    } else {
      reached.mark(State.NO_NEWER_KEYS);
    }
    story.add("task", newer ? "finds newer keys" : "finds no newer keys");
    return newer;
  }
}
