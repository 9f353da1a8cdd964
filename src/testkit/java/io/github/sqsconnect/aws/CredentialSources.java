package io.github.sqsconnect.aws;

import io.github.sqsconnect.aws.identity.CredentialSourceException;

/** Failing sources of credentials, for tests of other packages. */
public final class CredentialSources {
  private CredentialSources() {}

  /** The exception of a request for which no credentials were found. */
  public static RuntimeException failing(String source, Throwable cause) {
    return new CredentialSourceException(source, cause);
  }
}
