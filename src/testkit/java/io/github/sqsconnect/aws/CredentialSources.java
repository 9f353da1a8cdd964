package io.github.sqsconnect.aws;

import io.github.sqsconnect.aws.identity.CredentialSourceException;

/** Sources of credentials that give none, for tests of other packages. */
public final class CredentialSources {
  private CredentialSources() {}

  /** What a request fails with whose keys cannot be found. */
  public static RuntimeException failing(String source, Throwable cause) {
    return new CredentialSourceException(source, cause);
  }
}
