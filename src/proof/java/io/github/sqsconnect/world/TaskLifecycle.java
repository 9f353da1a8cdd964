package io.github.sqsconnect.world;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** One task from its start to its end: which call it is in, and why it may or must stop. */
public final class TaskLifecycle {
  /** The call of Connect's that the task is in. */
  public enum Phase {
    NONE,
    OPEN,
    PUT,
    PRE_COMMIT,
    CLOSE
  }

  /** What allows a task to stop. */
  public enum Reason {
    /** A fault that may pass did not. */
    LASTED_FATAL,
    LASTING_FATAL,
    DELIVERY_TIMEOUT,
    REJECTION,
    CONFIGURATION,
    ALL_REJECTED,
    REJECTED_IN_A_ROW,
    POISON,
    REPORTER,
    BLOCKED_REPORTER
  }

  private final boolean isRepaired;
  private final BooleanSupplier crashesNow;
  private final Set<Reason> reasons = EnumSet.noneOf(Reason.class);
  private Phase phase = Phase.NONE;
  private boolean isOver;
  private boolean crashesSoon;
  private boolean mustStop;

  /**
   * A task starts.
   *
   * @param isRepaired whether all faults were over by then
   * @param crashesNow decides, once the process is to crash, where it does
   */
  public TaskLifecycle(boolean isRepaired, BooleanSupplier crashesNow) {
    this.isRepaired = isRepaired;
    this.crashesNow = crashesNow;
  }

  boolean isRepaired() {
    return isRepaired;
  }

  public Phase phase() {
    return phase;
  }

  void enter(Phase next) {
    phase = next;
  }

  /** The task has seen something that it must not survive. */
  public void mustStop() {
    mustStop = true;
  }

  boolean isToStop() {
    return mustStop;
  }

  public boolean isOver() {
    return isOver;
  }

  public void end() {
    isOver = true;
  }

  /** The process crashes soon, here or in one of the next calls. */
  public void crashSoon() {
    crashesSoon = true;
    mayCrash();
  }

  public void mayCrash() {
    if (crashesSoon && crashesNow.getAsBoolean()) {
      throw new WorkerCrash();
    }
  }

  public void allow(Reason reason) {
    reasons.add(reason);
  }

  Set<Reason> reasons() {
    return reasons;
  }
}
