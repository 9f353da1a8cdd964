package io.github.sqsconnect.simulation;

/**
 * Something that goes wrong for a while.
 *
 * @param from when it begins, counted from the start
 * @param until when it is over
 * @param percent how many of the requests or entries it hits
 */
public record PlannedFault(Kind kind, long from, long until, int percent) {

  /** What can go wrong with the service and the way to it. */
  public enum Kind {
    THROTTLED_REQUEST,
    THROTTLED_ENTRY,
    SERVER_ERROR,
    /** No answer, and nothing stored. */
    OUTAGE,
    /** Stored, but no answer. */
    LOST_ANSWER,
    /** No answer, and stored long after the request timed out. */
    LATE_STORE,
    ENTRY_ERROR,
    /** A code nobody knows, of which the service says it is the sender's fault. */
    UNKNOWN_SENDER_FAULT,
    /** The answer names the message neither sent nor failed; it may be either. */
    UNACCOUNTED,
    /** The answer says two things of a message; it may be in the queue or not. */
    CONTRADICTED,
    /** The answer names a message twice, and both times says the same. */
    DOUBLED_ID,
    /** The answer names messages that nobody sent. */
    STRANGE_ID,
    /** All is done, and the answer makes no sense. */
    UNREADABLE,
    /** The request does not leave; the client throws at once. */
    UNREACHABLE,
    EXPIRED_CREDENTIALS,
    LASTING_CREDENTIALS,
    ACCESS_REMOVED,
    /** The key of the queue denies some messages. */
    KEY_DENIED,
    /** A setting that SQS refuses in every message. */
    WRONG_SETTING,
    /** Something that SQS refuses in messages one by one, with a code that is known. */
    WRONG_MESSAGES,
    /** The queue takes smaller messages. */
    LOW_MESSAGE_LIMIT,
    /** A gateway before SQS answers by itself. */
    GATEWAY,
    /** Newer keys are refused, because they are still spreading. */
    SPREADING_KEYS,
    SLOW,
    /** The broker does not take a commit. */
    COMMIT_FAILS
  }

  boolean isActive(long sinceStart) {
    return sinceStart >= from && sinceStart < until;
  }
}
