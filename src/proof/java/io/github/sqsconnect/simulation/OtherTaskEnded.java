package io.github.sqsconnect.simulation;

/**
 * Another task than the one whose turn it is has come to its end; an Error, so that nobody handles
 * it.
 */
final class OtherTaskEnded extends Error {
  private static final long serialVersionUID = 1L;

  private final transient WorkerLoop worker;

  OtherTaskEnded(WorkerLoop worker, Throwable why) {
    super("a task comes to its end", why, false, false);
    this.worker = worker;
  }

  WorkerLoop worker() {
    return worker;
  }
}
