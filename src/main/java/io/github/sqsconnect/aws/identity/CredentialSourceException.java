package io.github.sqsconnect.aws.identity;

import org.jspecify.annotations.Nullable;

/** The source of the credentials gave none: STS, the instance, a file; never SQS. */
public final class CredentialSourceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CredentialSourceException(String source, @Nullable Throwable cause) {
    super(source, cause);
  }
}
