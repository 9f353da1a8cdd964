package io.github.sqsconnect.delivery;

/**
 * Why a record cannot be delivered. Connect writes it into the headers of the dead letter. It has
 * no stack trace, which would not explain anything and would make the dead letter larger.
 */
final class UndeliverableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Most characters of a reason; Connect writes it into two headers. */
  private static final int LONGEST = 2_000;

  /** Characters that are kept of its end, which describes what is allowed and how to fix it. */
  private static final int END = 600;

  UndeliverableException(String message) {
    super(message, null, false, false);
  }

  /**
   * Shortens a reason that is too long. It removes the middle, which has names and texts of the
   * service. The beginning describes what happened, and the end how to fix it.
   */
  static String bounded(String reason) {
    if (reason.length() <= LONGEST) {
      return reason;
    }
    int head = LONGEST - END;
    int tail = reason.length() - END;
    head -= Character.isHighSurrogate(reason.charAt(head - 1)) ? 1 : 0;
    tail += Character.isLowSurrogate(reason.charAt(tail)) ? 1 : 0;
    return reason.substring(0, head)
        + " [... "
        + (tail - head)
        + " characters left out ...] "
        + reason.substring(tail);
  }
}
