package io.github.sqsconnect.exhaustive;

/**
 * A call of the worker, as far as it decides how the run goes on.
 *
 * @param kind what for: a put, a commit, a revocation, a stop, or none
 * @param isOfFirst whether it is about the first partition
 * @param isOfSecond whether it is about the second
 * @param stage where in it the task is
 */
record WorkerCall(char kind, boolean isOfFirst, boolean isOfSecond, int stage) {
  static final WorkerCall NONE = new WorkerCall(' ', false, false, 0);
  static final WorkerCall PUT = new WorkerCall('p', false, false, 0);

  static WorkerCall commit(char why, boolean[] which) {
    return new WorkerCall(why, which[0], which[1], 0);
  }

  WorkerCall at(int newStage) {
    return new WorkerCall(kind, isOfFirst, isOfSecond, newStage);
  }

  boolean isOfAll() {
    return isOfFirst && isOfSecond;
  }
}
