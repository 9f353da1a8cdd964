package io.github.sqsconnect.delivery;

/** The result of one attempt to send a message. */
public sealed interface DeliveryOutcome {

  /** The four kinds of outcome. {@link OutcomeHandler} handles them. */
  enum Verdict {
    DELIVERED,
    RETRIABLE,
    REJECTED,
    FATAL
  }

  Verdict verdict();

  /** Whether it is retriable for a certain cause. */
  default boolean isRetriableFor(Retriable.Cause cause) {
    return this instanceof Retriable retriable && retriable.cause() == cause;
  }

  /** SQS has accepted the message. */
  record Delivered() implements DeliveryOutcome {
    @Override
    public Verdict verdict() {
      return Verdict.DELIVERED;
    }
  }

  /**
   * The message failed, and may succeed later. The record is not the cause.
   *
   * @param learnedLimit the largest allowed request in bytes, if the request was too long and the
   *     response named the limit; otherwise 0
   */
  record Retriable(Cause cause, ServiceError error, int learnedLimit) implements DeliveryOutcome {
    public Retriable(Cause cause, ServiceError error) {
      this(cause, error, 0);
    }

    /** Why the message failed. */
    public enum Cause {
      /** SQS throttles the requests, so the in-flight window shrinks. */
      THROTTLED,
      /** The service or the network failed, or the response did not contain the message. */
      SERVICE,
      /**
       * The credentials could not be read or have expired, or SQS rejected the time of the
       * signature.
       */
      CREDENTIALS,
      /** The request was too long, so it is halved. */
      TOO_LONG
    }

    @Override
    public Verdict verdict() {
      return Verdict.RETRIABLE;
    }
  }

  /**
   * SQS rejects this message.
   *
   * @param kind why SQS rejects it
   * @param learnedLimit the largest allowed message in bytes, or the largest allowed request for a
   *     message that is sent alone, if it was too large and the response named the limit; otherwise
   *     0
   */
  record Rejected(Kind kind, ServiceError error, int learnedLimit) implements DeliveryOutcome {
    /** How certain it is that the message itself is the cause. */
    public enum Kind {
      /** The error code is known to be about the message. */
      KNOWN,
      /** The message is alone in its request, and the request is too long. */
      TOO_LONG,
      /** The connector does not know the error code. */
      UNKNOWN
    }

    @Override
    public Verdict verdict() {
      return Verdict.REJECTED;
    }
  }

  /**
   * The configuration or the access is wrong, so every message would fail.
   *
   * @param reason why the task stops, and how to fix it
   */
  record Fatal(ServiceError error, StopReason reason) implements DeliveryOutcome {
    @Override
    public Verdict verdict() {
      return Verdict.FATAL;
    }
  }
}
