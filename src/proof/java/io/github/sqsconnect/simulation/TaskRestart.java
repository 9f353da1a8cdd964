package io.github.sqsconnect.simulation;

/** The task is to be stopped and started; an Error, so that nobody handles it. */
final class TaskRestart extends Error {
  private static final long serialVersionUID = 1L;

  TaskRestart() {
    super("the task is restarted", null, false, false);
  }
}
