package io.github.sqsconnect.exhaustive;

/** A run has come to its next state and ends here; an Error, so that nobody handles it. */
final class RunPaused extends Error {
  private static final long serialVersionUID = 1L;

  RunPaused() {
    super("the run is paused", null, false, false);
  }
}
