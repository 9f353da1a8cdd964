package io.github.sqsconnect.delivery;

/** What became of one message in one request. */
public sealed interface DeliveryOutcome {

  /** The four verdicts, for the one place that handles them all. */
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

  /** SQS has it. */
  record Delivered() implements DeliveryOutcome {
    @Override
    public Verdict verdict() {
      return Verdict.DELIVERED;
    }
  }

  /**
   * Not now; the service or the way to it is ill, the record is not.
   *
   * @param learnedLimit most bytes of a request, when it was too long and the answer named the
   *     limit; else 0
   */
  record Retriable(Cause cause, ServiceError error, int learnedLimit) implements DeliveryOutcome {
    public Retriable(Cause cause, ServiceError error) {
      this(cause, error, 0);
    }

    /** Why it may succeed later. */
    public enum Cause {
      /** Too much at once: the window shrinks. */
      THROTTLED,
      /** The service, the network, or an answer that did not account for the message. */
      SERVICE,
      /** The source of the credentials, not SQS. */
      CREDENTIALS,
      /** The request was too long: it is split. */
      TOO_LONG
    }

    @Override
    public Verdict verdict() {
      return Verdict.RETRIABLE;
    }
  }

  /**
   * SQS refuses this message.
   *
   * @param kind what that says of the other messages of its request
   * @param learnedLimit most bytes of a message, or of a request that holds nothing else, when it
   *     was refused for its size and the answer named the limit; else 0
   */
  record Rejected(Kind kind, ServiceError error, int learnedLimit) implements DeliveryOutcome {
    /** How sure it is that the message itself is at fault. */
    public enum Kind {
      /** The code says so. */
      KNOWN,
      /** It is alone, and too long for a request. */
      TOO_LONG,
      /** The code is unknown to us: when a whole request has it, the configuration is at fault. */
      UNKNOWN
    }

    @Override
    public Verdict verdict() {
      return Verdict.REJECTED;
    }
  }

  /**
   * Configuration or access is wrong: no record is at fault, all would fail.
   *
   * @param reason what that is, and what to do
   */
  record Fatal(ServiceError error, StopReason reason) implements DeliveryOutcome {
    @Override
    public Verdict verdict() {
      return Verdict.FATAL;
    }
  }
}
