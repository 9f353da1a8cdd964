package io.github.sqsconnect.aws.identity;

import org.jspecify.annotations.Nullable;

/**
 * The source of the credentials returned none. The cause is its error: of STS, an instance, a file;
 * never of SQS.
 */
public final class CredentialSourceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CredentialSourceException(String source, @Nullable Throwable cause) {
    super(source, cause);
  }
}
