package io.github.sqsconnect.exhaustive;

/** One task from its start to its end: the call it is in, and whether it may or must stop. */
final class Life {
  /** The call of the worker's that the task is in. */
  enum Phase {
    NONE,
    PUT,
    PRE_COMMIT
  }

  private final io.github.sqsconnect.simulation.Life name =
      new io.github.sqsconnect.simulation.Life(null, false);
  private Phase phase = Phase.NONE;
  private Call call = Call.NONE;
  private boolean mayStop;
  private boolean mustStop;

  /** What the ledger knows the task by. */
  io.github.sqsconnect.simulation.Life name() {
    return name;
  }

  Phase phase() {
    return phase;
  }

  /** What the worker is about, as far as it decides how the call goes on. */
  Call call() {
    return call;
  }

  void enter(Phase next, Call nextCall) {
    phase = next;
    call = nextCall;
  }

  void leave() {
    phase = Phase.NONE;
    call = Call.NONE;
  }

  /** The task has a reason to stop. */
  void mayStop() {
    mayStop = true;
  }

  boolean isAllowedToStop() {
    return mayStop;
  }

  /** The task must not go on with what it has seen. */
  void mustStop() {
    mayStop = true;
    mustStop = true;
  }

  boolean isToStop() {
    return mustStop;
  }
}
