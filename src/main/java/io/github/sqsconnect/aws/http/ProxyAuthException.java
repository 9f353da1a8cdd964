package io.github.sqsconnect.aws.http;

import java.io.IOException;
import java.util.Optional;

/** The proxy opens no tunnel because it does not accept who asks: HTTP 407. */
public final class ProxyAuthException extends IOException {
  private static final long serialVersionUID = 1L;

  ProxyAuthException() {
    super("the proxy refuses its user and password, or wants them: HTTP 407");
  }

  /** The refusal that brought this error about. */
  public static Optional<ProxyAuthException> in(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProxyAuthException refusal) {
        return Optional.of(refusal);
      }
    }
    return Optional.empty();
  }
}
