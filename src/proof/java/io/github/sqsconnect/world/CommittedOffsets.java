package io.github.sqsconnect.world;

/**
 * The committed offsets, and whether the user paused the connector. They do not depend on tasks.
 */
public final class CommittedOffsets {
  private final long[] offsets;
  private boolean isPausedByUser;

  CommittedOffsets(WorldSetup setup, Topic topic) {
    offsets = new long[setup.partitions()];
    for (int p = 0; p < offsets.length; p++) {
      offsets[p] = topic.start(p);
    }
  }

  public long of(int partition) {
    return offsets[partition];
  }

  public void commit(int partition, long offset) {
    offsets[partition] = offset;
  }

  boolean isPausedByUser() {
    return isPausedByUser;
  }

  /** The user pauses or resumes the connector. */
  public void pauseByUser(boolean pause) {
    isPausedByUser = pause;
  }

  /** Whether every record is committed. */
  public boolean isComplete(Topic topic) {
    for (int p = 0; p < offsets.length; p++) {
      if (offsets[p] < topic.end(p)) {
        return false;
      }
    }
    return true;
  }

  /** How much of each partition is committed. */
  public String progress(Topic topic) {
    StringBuilder text = new StringBuilder();
    for (int p = 0; p < offsets.length; p++) {
      text.append(p).append(" at ").append(offsets[p]).append(" of ").append(topic.end(p));
      text.append("; ");
    }
    return text.toString();
  }
}
