package io.github.sqsconnect.json;

/** The record's value cannot become an event batch: where and why, never the payload. */
public final class RejectedRecordException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  public RejectedRecordException(String reason) {
    super(reason, null, false, false);
    this.reason = reason;
  }

  public String reason() {
    return reason;
  }
}
