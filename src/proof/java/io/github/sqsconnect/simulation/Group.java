package io.github.sqsconnect.simulation;

/** What the broker and the user know of the connector, whichever task has a partition. */
final class Group {
  private final long[] committed;
  private boolean userPaused;

  Group(Setup setup, Topic topic) {
    committed = new long[setup.partitions()];
    for (int p = 0; p < committed.length; p++) {
      committed[p] = topic.start(p);
    }
  }

  long committed(int partition) {
    return committed[partition];
  }

  void commit(int partition, long offset) {
    committed[partition] = offset;
  }

  boolean isUserPaused() {
    return userPaused;
  }

  /** The user's own pause of the connector. */
  void userPause(boolean pause) {
    userPaused = pause;
  }
}
