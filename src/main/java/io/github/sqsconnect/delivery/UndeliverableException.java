package io.github.sqsconnect.delivery;

/**
 * Why a record cannot be delivered, as the headers of its dead letter show it. Without a stack
 * trace, which says nothing about the record and would make the dead letter larger.
 */
final class UndeliverableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Most characters of a reason; Connect writes it into two headers. */
  private static final int LONGEST = 2_000;

  /** What of it is the end, which says what is allowed and how to fix it. */
  private static final int END = 600;

  UndeliverableException(String message) {
    super(message, null, false, false);
  }

  /**
   * A reason of bounded length. What goes is in the middle: a reason begins with what happened and
   * ends with what to do, and what can be long is a name or the text of a service in between.
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
