package io.github.sqsconnect.delivery;

/**
 * An error of the service or of the connection to it.
 *
 * @param code the error code of SQS, or a name for an error of the connection
 * @param detail the error message
 * @param requestId the AWS request id; empty if there was no response
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
