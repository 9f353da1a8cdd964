package io.github.sqsconnect.world;

/** A promise that was broken; its kind is what a replay must show again. */
public final class Violation extends Error {
  private static final long serialVersionUID = 1L;

  private final String kind;

  public Violation(String kind, String detail) {
    super(kind + ": " + detail);
    this.kind = kind;
  }

  public Violation(String kind, Throwable cause) {
    super(kind + ": " + cause, cause);
    this.kind = kind;
  }

  public String kind() {
    return kind;
  }
}
