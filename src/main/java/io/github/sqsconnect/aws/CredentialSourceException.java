package io.github.sqsconnect.aws;

/** The source of the credentials gave none: STS, the instance, a file; never SQS. */
final class CredentialSourceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CredentialSourceException(String source, Throwable cause) {
    super(source, cause);
  }
}
