package io.github.sqsconnect.json;

/**
 * The record cannot become a message. The only form of rejection up to the message assembler, which
 * catches it. It has no stack trace: a rejection is an expected result and must be cheap.
 */
public final class RejectedRecordException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * @param reason what was found, where, and what is allowed; never the payload
   */
  public RejectedRecordException(String reason) {
    super(reason, null, false, false);
    this.reason = reason;
  }

  public String reason() {
    return reason;
  }
}
