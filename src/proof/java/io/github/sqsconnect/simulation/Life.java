package io.github.sqsconnect.simulation;

import java.util.EnumSet;
import java.util.Set;

/** One task from its start to its end: where it is, and what it may stop for. */
public final class Life {
  /** The call of Connect's that the task is in. */
  enum Phase {
    NONE,
    OPEN,
    PUT,
    PRE_COMMIT,
    CLOSE
  }

  /** What gives a task the right to stop. */
  enum Reason {
    /** A fault that may pass did not. */
    LASTED_FATAL,
    LASTING_FATAL,
    DELIVERY_TIMEOUT,
    REJECTION,
    CONFIGURATION,
    ALL_REFUSED,
    REFUSED_IN_A_ROW,
    POISON,
    REPORTER,
    BLOCKED_REPORTER
  }

  private final Weather weather;
  private final boolean mended;
  private final Set<Reason> reasons = EnumSet.noneOf(Reason.class);
  private Phase phase = Phase.NONE;
  private boolean over;
  private boolean doomed;
  private boolean mustStop;
  private int requests;
  private RefusalModel refusals;

  /**
   * A task starts.
   *
   * @param mended whether everything was in order by then
   */
  public Life(Weather weather, boolean mended) {
    this.weather = weather;
    this.mended = mended;
  }

  /** From now on reports are held against the refusals so far. */
  void follow(RefusalModel model) {
    refusals = model;
  }

  /** The task gives a record to the reporter. */
  void reported(int record) {
    if (mustStop) {
      throw new Violation("reported too late", "the task has to stop");
    }
    refusals.reported(record);
  }

  boolean isMended() {
    return mended;
  }

  Phase phase() {
    return phase;
  }

  void enter(Phase next) {
    phase = next;
  }

  /** The task has seen something that it may not survive. */
  void mustStop() {
    mustStop = true;
  }

  boolean isToStop() {
    return mustStop;
  }

  boolean isOver() {
    return over;
  }

  void end() {
    over = true;
  }

  /** The process dies soon, wherever it is then. */
  void doom() {
    doomed = true;
  }

  boolean isDoomed() {
    return doomed;
  }

  void mayCrash() {
    if (doomed && weather.roll(2) == 0) {
      throw new Crash();
    }
  }

  int nextRequest() {
    return ++requests;
  }

  void note(Reason reason) {
    reasons.add(reason);
  }

  Set<Reason> reasons() {
    return reasons;
  }
}
