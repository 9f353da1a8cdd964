package io.github.sqsconnect.delivery;

import io.github.sqsconnect.delivery.DeliveryOutcome.Retriable;

/** Why a message is retried. */
public enum RetryCause {
  /** SQS throttles the requests. */
  THROTTLED,
  /** The service or the network failed, or the response did not contain the message. */
  SERVICE,
  /** The credentials could not be read, have expired or may be older than those of the source. */
  CREDENTIALS,
  /** A fault of the access or of the queue that may be temporary, because AWS distributes both. */
  CONFIGURATION,
  /** The message is too large, and there is no memory for its parts yet. */
  MEMORY;

  /** The cause of a retriable outcome. */
  static RetryCause of(Retriable outcome) {
    return switch (outcome.cause()) {
      case THROTTLED -> THROTTLED;
      case CREDENTIALS -> CREDENTIALS;
      // A request that is too long is halved, and so not retried.
      case SERVICE, TOO_LONG -> SERVICE;
    };
  }
}
