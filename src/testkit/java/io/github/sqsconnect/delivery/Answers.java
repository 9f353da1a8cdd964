package io.github.sqsconnect.delivery;

import io.github.sqsconnect.delivery.DeliveryOutcome.Fatal;
import io.github.sqsconnect.delivery.DeliveryOutcome.Rejected;
import io.github.sqsconnect.delivery.DeliveryOutcome.Retriable;

/** Outcomes as the service's answers give them. */
final class Answers {
  private Answers() {}

  static Retriable ill() {
    return retriable(Retriable.Cause.SERVICE, "InternalError");
  }

  static Retriable throttled() {
    return retriable(Retriable.Cause.THROTTLED, "RequestThrottled");
  }

  static Retriable tooLong() {
    return retriable(Retriable.Cause.TOO_LONG, "BatchRequestTooLong");
  }

  static Rejected refused(String code) {
    return new Rejected(Rejected.Kind.KNOWN, error(code), 0);
  }

  static Rejected unknown(String code) {
    return new Rejected(Rejected.Kind.UNKNOWN, error(code), 0);
  }

  static Rejected longerThan(int limit) {
    return new Rejected(Rejected.Kind.KNOWN, error("InvalidParameterValue"), limit);
  }

  static Fatal denied() {
    return new Fatal(error("AccessDenied"), StopReason.ACCESS_DENIED);
  }

  static Fatal oldKeys() {
    return new Fatal(error("InvalidClientTokenId"), StopReason.CREDENTIALS_REFUSED);
  }

  static Retriable tooLong(int limit) {
    return new Retriable(Retriable.Cause.TOO_LONG, error("BatchRequestTooLong"), limit);
  }

  static Rejected tooLongAlone(int limit) {
    return new Rejected(Rejected.Kind.TOO_LONG, error("BatchRequestTooLong"), limit);
  }

  static Fatal hopeless() {
    return new Fatal(error("EmptyBatchRequest"), StopReason.MALFORMED);
  }

  private static Retriable retriable(Retriable.Cause cause, String code) {
    return new Retriable(cause, error(code));
  }

  private static ServiceError error(String code) {
    return new ServiceError(code, "said so", "request-1");
  }
}
