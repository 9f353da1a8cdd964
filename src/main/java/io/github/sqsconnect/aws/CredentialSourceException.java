package io.github.sqsconnect.aws;

import org.jspecify.annotations.Nullable;

/** The source of the credentials gave none: STS, the instance, a file; never SQS. */
final class CredentialSourceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CredentialSourceException(String source, @Nullable Throwable cause) {
    super(source, cause);
  }
}
