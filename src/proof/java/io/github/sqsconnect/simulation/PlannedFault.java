package io.github.sqsconnect.simulation;

import io.github.sqsconnect.delivery.DeliveryOutcome;
import io.github.sqsconnect.world.SqsOutcomes;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes wrong for a while.
 *
 * @param from when it begins, counted from the start
 * @param until when it is over
 * @param percent how many of the requests or entries it hits
 */
record PlannedFault(Kind kind, long from, long until, int percent) {

  /** What can go wrong with the service and the way to it. */
  enum Kind {
    THROTTLED_REQUEST(SqsOutcomes.THROTTLED, null),
    THROTTLED_ENTRY(null, SqsOutcomes.THROTTLED),
    SERVER_ERROR(SqsOutcomes.SERVER_ERROR, null),
    /** No answer, and nothing stored. */
    OUTAGE(null, null),
    /** Stored, but no answer. */
    LOST_ANSWER(null, null),
    /** No answer, and stored long after the request timed out. */
    LATE_STORE(null, null),
    ENTRY_ERROR(null, SqsOutcomes.SERVER_ERROR),
    /** An unknown code that the service calls the sender's fault. */
    UNKNOWN_SENDER_FAULT(null, SqsOutcomes.UNKNOWN),
    /** The answer names the message neither sent nor failed; it may be either. */
    UNACCOUNTED(null, null),
    /** The answer says two things of a message; it may be in the queue or not. */
    CONTRADICTED(null, null),
    /** The answer names a message twice, and both times says the same. */
    DOUBLED_ID(null, null),
    /** The answer names messages that nobody sent. */
    STRANGE_ID(null, null),
    /** All is done, and the answer makes no sense. */
    UNREADABLE(null, null),
    /** The request does not leave; the client throws at once. */
    UNREACHABLE(null, null),
    EXPIRED_CREDENTIALS(SqsOutcomes.EXPIRED, null),
    LASTING_CREDENTIALS(SqsOutcomes.CREDENTIALS_REJECTED, null),
    ACCESS_REMOVED(SqsOutcomes.ACCESS_DENIED, null),
    /** The key of the queue denies some messages. */
    KEY_DENIED(null, SqsOutcomes.KEY_DENIED),
    /** A setting that SQS refuses in every message. */
    WRONG_SETTING(SqsOutcomes.WRONG_SETTING, null),
    /** Something that SQS refuses in messages one by one, with a code that is known. */
    WRONG_MESSAGES(null, SqsOutcomes.INVALID),
    /** The queue takes smaller messages. */
    LOW_MESSAGE_LIMIT(null, null),
    /** A gateway before SQS answers by itself. */
    GATEWAY(SqsOutcomes.GATEWAY, null),
    /** Newer keys are refused, because they are still spreading. */
    SPREADING_KEYS(SqsOutcomes.CREDENTIALS_REJECTED, null),
    SLOW(null, null),
    /** The broker does not take a commit. */
    COMMIT_FAILS(null, null);

    private final @Nullable DeliveryOutcome ofRequest;
    private final @Nullable DeliveryOutcome ofEntry;

    Kind(@Nullable DeliveryOutcome ofRequest, @Nullable DeliveryOutcome ofEntry) {
      this.ofRequest = ofRequest;
      this.ofEntry = ofEntry;
    }

    /** What a request that it hits meets as a whole, or null. */
    @Nullable DeliveryOutcome ofRequest() {
      return ofRequest;
    }

    /** What an entry that it hits meets, or null. */
    @Nullable DeliveryOutcome ofEntry() {
      return ofEntry;
    }
  }

  boolean isActive(long sinceStart) {
    return sinceStart >= from && sinceStart < until;
  }
}
