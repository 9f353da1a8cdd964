package io.github.sqsconnect.watch;

/** Why a record is stored twice, the most specific cause first. */
enum DuplicateCause {
  /** The record was stored by a request whose answer was dropped. */
  DROPPED_ANSWER("dropped answers"),
  /** The record was stored, and its answer was cut off by the outage. */
  OUTAGE("outage"),
  /** The record was stored, and the worker was killed before it had committed the offset. */
  KILLED_WORKER("killed worker"),
  /** The record was stored, and the task stopped for its credentials before the commit. */
  WRONG_CREDENTIALS("wrong credentials"),
  /** No fault explains it. */
  UNEXPLAINED("unexplained");

  private final String label;

  DuplicateCause(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }
}
