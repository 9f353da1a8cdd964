package io.github.sqsconnect.delivery;

/**
 * What the service, or the way to it, said.
 *
 * @param code the error code as SQS writes it, or the name of what happened on the way
 * @param detail the message that came with it
 * @param requestId the AWS request id, empty if there was no answer
 */
public record ServiceError(String code, String detail, String requestId) {
  @Override
  public String toString() {
    return code
        + " ("
        + detail
        + ')'
        + (requestId.isEmpty() ? "" : ", AWS request id " + requestId);
  }
}
