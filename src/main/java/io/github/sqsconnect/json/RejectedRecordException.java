package io.github.sqsconnect.json;

/**
 * The record cannot become a message. The only form of rejection up to the message assembler, which
 * catches it. It has no stack trace: a rejection is an expected result and must be cheap.
 */
public final class RejectedRecordException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;
  private final RejectionKind kind;

  /**
   * A value in the record is wrong.
   *
   * @param reason what was found, where, and what is allowed; never the payload
   */
  public RejectedRecordException(String reason) {
    this(reason, RejectionKind.BAD_VALUE);
  }

  /**
   * @param reason what was found, where, and what is allowed; never the payload
   * @param kind the kind of reason, which is equal for records that have one fix
   */
  public RejectedRecordException(String reason, RejectionKind kind) {
    super(reason, null, false, false);
    this.reason = reason;
    this.kind = kind;
  }

  public String reason() {
    return reason;
  }

  public RejectionKind kind() {
    return kind;
  }
}
