package io.github.sqsconnect.fakes;

import io.github.sqsconnect.delivery.DeliveryOutcome.Fatal;
import io.github.sqsconnect.delivery.DeliveryOutcome.Rejected;
import io.github.sqsconnect.delivery.DeliveryOutcome.Retriable;
import io.github.sqsconnect.delivery.ServiceError;
import io.github.sqsconnect.delivery.StopReason;

/** Outcomes of messages and requests, as the responses of SQS produce them. */
public final class Outcomes {
  private Outcomes() {}

  public static Retriable internalError() {
    return retriable(Retriable.Cause.SERVICE, "InternalError");
  }

  public static Retriable throttled() {
    return retriable(Retriable.Cause.THROTTLED, "RequestThrottled");
  }

  public static Retriable tooLong() {
    return retriable(Retriable.Cause.TOO_LONG, "BatchRequestTooLong");
  }

  public static Retriable tooLong(int limit) {
    return new Retriable(Retriable.Cause.TOO_LONG, error("BatchRequestTooLong"), limit);
  }

  public static Rejected rejected(String knownCode) {
    return new Rejected(Rejected.Kind.KNOWN, error(knownCode), 0);
  }

  public static Rejected rejectedWithUnknownCode(String code) {
    return new Rejected(Rejected.Kind.UNKNOWN, error(code), 0);
  }

  public static Rejected longerThan(int limit) {
    return new Rejected(Rejected.Kind.KNOWN, error("InvalidParameterValue"), limit);
  }

  public static Rejected tooLongAlone(int limit) {
    return new Rejected(Rejected.Kind.TOO_LONG, error("BatchRequestTooLong"), limit);
  }

  public static Fatal accessDenied() {
    return new Fatal(error("AccessDenied"), StopReason.ACCESS_DENIED);
  }

  public static Fatal noSuchQueue() {
    return new Fatal(error("QueueDoesNotExist"), StopReason.QUEUE_NOT_FOUND);
  }

  public static Fatal credentialsRefused() {
    return new Fatal(error("InvalidClientTokenId"), StopReason.CREDENTIALS_REJECTED);
  }

  public static Fatal malformed() {
    return new Fatal(error("EmptyBatchRequest"), StopReason.MALFORMED);
  }

  private static Retriable retriable(Retriable.Cause cause, String code) {
    return new Retriable(cause, error(code));
  }

  private static ServiceError error(String code) {
    return new ServiceError(code, "said so", "request-1");
  }
}
