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
    return new Rejected(Rejected.Kind.KNOWN, answer(code), 0);
  }

  static Rejected unknown(String code) {
    return new Rejected(Rejected.Kind.UNKNOWN, answer(code), 0);
  }

  static Rejected longerThan(int limit) {
    return new Rejected(Rejected.Kind.KNOWN, answer("InvalidParameterValue"), limit);
  }

  static Fatal denied() {
    return new Fatal(answer("AccessDenied"), true, "Allow sqs:SendMessage");
  }

  static Fatal hopeless() {
    return new Fatal(answer("SignatureDoesNotMatch"), false, "Check the secret");
  }

  private static Retriable retriable(Retriable.Cause cause, String code) {
    return new Retriable(cause, answer(code));
  }

  private static ServiceAnswer answer(String code) {
    return new ServiceAnswer(code, "said so", "request-1");
  }
}
