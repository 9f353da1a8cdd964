package io.github.sqsconnect.simulation;

/** A promise that was broken; its kind is what a replay must show again. */
final class Violation extends Error {
  private static final long serialVersionUID = 1L;

  private final String kind;

  Violation(String kind, String detail) {
    super(kind + ": " + detail);
    this.kind = kind;
  }

  Violation(String kind, Throwable cause) {
    super(kind + ": " + cause, cause);
    this.kind = kind;
  }

  String kind() {
    return kind;
  }
}
