package io.github.sqsconnect.delivery;

/**
 * Why a record cannot be delivered, as the dead-letter topic's headers show it. Without a stack
 * trace: it says nothing about the record, and would make the dead letter larger.
 */
final class UndeliverableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UndeliverableException(String message) {
    super(message, null, false, false);
  }
}
