package io.github.sqsconnect.chaos;

import java.util.Locale;

/** What can be done with servers and over REST, and about how many seconds it takes. */
enum ClusterStep {
  KILL_WORKER(2),
  FREEZE_WORKER(9),
  WORKER_JOINS(2),
  WORKER_LEAVES(3),
  BROKER_KILLED(7),
  BROKER_RESTARTED(7),
  PAUSE_AND_RESUME(3),
  RESTART_CONNECTOR(1),
  RECONFIGURE(1),
  REWIND_OFFSETS(4),
  FORGET_OFFSETS(4);

  private final int seconds;

  ClusterStep(int seconds) {
    this.seconds = seconds;
  }

  int seconds() {
    return seconds;
  }

  /** Whether no request is aborted and no partition moves. */
  boolean harmless() {
    return this == PAUSE_AND_RESUME;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
