package io.github.sqsconnect.aws.http;

import java.io.IOException;
import java.util.Optional;

/** The proxy rejects the request for a tunnel because of user and password: HTTP 407. */
public final class ProxyAuthException extends IOException {
  private static final long serialVersionUID = 1L;

  public ProxyAuthException() {
    super("the proxy rejects its user and password, or requires them: HTTP 407");
  }

  /** The exception of this type among the causes of an error. */
  public static Optional<ProxyAuthException> findIn(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProxyAuthException found) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }
}
