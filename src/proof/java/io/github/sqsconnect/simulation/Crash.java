package io.github.sqsconnect.simulation;

/** The worker's process dies here; an Error, so that nobody handles it. */
public final class Crash extends Error {
  private static final long serialVersionUID = 1L;

  public Crash() {
    super("the worker's process dies", null, false, false);
  }
}
