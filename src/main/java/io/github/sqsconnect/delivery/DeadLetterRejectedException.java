package io.github.sqsconnect.delivery;

/** Connect's producer rejected a dead letter immediately; Connect does not report the cause. */
public final class DeadLetterRejectedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DeadLetterRejectedException() {
    super(
        "Connect's producer rejected it immediately; the worker's log may contain the cause",
        null,
        false,
        false);
  }
}
