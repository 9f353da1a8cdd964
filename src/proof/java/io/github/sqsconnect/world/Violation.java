package io.github.sqsconnect.world;

import java.util.Locale;

/** A broken promise. A replay must break the promise of the same kind. */
public final class Violation extends Error {
  private static final long serialVersionUID = 1L;

  private final String kind;

  public Violation(String kind, String detail) {
    super(kind + ": " + detail);
    this.kind = kind;
  }

  /** A violation whose detail is a format with these parts. */
  public Violation(String kind, String format, Object... parts) {
    this(kind, String.format(Locale.ROOT, format, parts));
  }

  public Violation(String kind, Throwable cause) {
    super(kind + ": " + cause, cause);
    this.kind = kind;
  }

  public String kind() {
    return kind;
  }
}
