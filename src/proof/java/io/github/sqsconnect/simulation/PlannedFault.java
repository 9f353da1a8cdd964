package io.github.sqsconnect.simulation;

import io.github.sqsconnect.delivery.DeliveryOutcome;
import io.github.sqsconnect.world.SqsOutcomes;
import org.jspecify.annotations.Nullable;

/**
 * A fault that lasts for a while.
 *
 * @param from when it begins, counted from the start
 * @param until when it is over
 * @param percent how many of the requests or entries it hits
 * @param queues which queues it hits, as bits
 */
record PlannedFault(Kind kind, long from, long until, int percent, int queues) {

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
    /** The response does not mention the message, which may be stored or not. */
    UNACCOUNTED(null, null),
    /** The response reports a message as both successful and failed; it may be stored or not. */
    CONTRADICTED(null, null),
    /** The response reports a message twice, both times alike. */
    REPEATED_ID(null, null),
    /** The response reports messages that were not sent. */
    UNKNOWN_ID(null, null),
    /** The messages are stored, but the response is not readable. */
    UNREADABLE(null, null),
    /** The client throws at once and sends nothing. */
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
    /** The queue accepts only smaller messages. */
    LOW_MESSAGE_LIMIT(null, null),
    /** A gateway before SQS answers by itself. */
    GATEWAY(SqsOutcomes.GATEWAY, null),
    /** SQS refuses new credentials, because not all its servers know them yet. */
    CREDENTIALS_NOT_YET_ACCEPTED(SqsOutcomes.CREDENTIALS_REJECTED, null),
    SLOW(null, null),
    /** The broker rejects a commit. */
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

  boolean hits(int queue) {
    return (queues >> queue & 1) != 0;
  }

  boolean isActive(long sinceStart) {
    return sinceStart >= from && sinceStart < until;
  }
}
