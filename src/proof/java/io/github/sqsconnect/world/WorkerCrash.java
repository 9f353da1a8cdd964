package io.github.sqsconnect.world;

/** The worker's process dies here; an Error, so that nobody handles it. */
public final class WorkerCrash extends Error {
  private static final long serialVersionUID = 1L;

  public WorkerCrash() {
    super("the worker's process dies", null, false, false);
  }
}
