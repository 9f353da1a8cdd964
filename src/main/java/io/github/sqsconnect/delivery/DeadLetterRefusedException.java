package io.github.sqsconnect.delivery;

/** Connect's producer refused a dead letter at once; Connect itself does not say why. */
public final class DeadLetterRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DeadLetterRefusedException() {
    super(
        "Connect's producer refused it at once; the worker's log may say why", null, false, false);
  }
}
