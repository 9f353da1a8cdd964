package io.github.sqsconnect.exhaustive;

/** A run has come to its next state and ends here; an Error, so that nobody handles it. */
final class Paused extends Error {
  private static final long serialVersionUID = 1L;

  Paused() {
    super("the run is paused", null, false, false);
  }
}
