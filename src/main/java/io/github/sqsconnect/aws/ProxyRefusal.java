package io.github.sqsconnect.aws;

import java.io.IOException;
import java.util.Optional;

/** The proxy opens no tunnel because it does not accept who asks: HTTP 407. */
final class ProxyRefusal extends IOException {
  private static final long serialVersionUID = 1L;

  ProxyRefusal() {
    super("the proxy refuses its user and password, or wants them: HTTP 407");
  }

  /** The refusal that brought this error about. */
  static Optional<ProxyRefusal> in(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProxyRefusal refusal) {
        return Optional.of(refusal);
      }
    }
    return Optional.empty();
  }
}
