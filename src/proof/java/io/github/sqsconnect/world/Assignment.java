package io.github.sqsconnect.world;

import java.util.Arrays;

/**
 * One partition from its assignment to its revocation, as a second opinion on what is outstanding.
 */
public final class Assignment {
  private final int firstEpoch;
  private int epoch;
  private final TaskLifecycle owner;
  private final long startOffset;
  private int[] registered = new int[16];
  private long[] registeredAt = new long[16];
  private boolean[] done = new boolean[16];
  private long[] bytes = new long[16];
  private long retained;
  private int count;
  private int first;
  private int lastDone = -1;
  private long lastOffset = -1;

  public Assignment(int epoch, TaskLifecycle owner, long startOffset) {
    this.epoch = epoch;
    firstEpoch = epoch;
    this.owner = owner;
    this.startOffset = startOffset;
  }

  /** Whether offsets go back with this record: one at or after it was registered. */
  boolean goesBackWith(long offset) {
    return offset <= lastOffset;
  }

  /**
   * Forgets what is outstanding from an offset on.
   *
   * @return the records that are forgotten
   */
  int[] goBackTo(long offset, int newEpoch, Topic topic) {
    epoch = newEpoch;
    int[] forgotten = new int[count];
    int found = 0;
    while (count > 0 && (done[count - 1] || topic.offset(registered[count - 1]) >= offset)) {
      count--;
      if (!done[count]) {
        retained -= bytes[count];
        forgotten[found++] = registered[count];
      }
      done[count] = false;
    }
    first = Math.min(first, count);
    lastDone = -1;
    for (int place = 0; place < count; place++) {
      lastDone = done[place] ? place : lastDone;
    }
    return Arrays.copyOf(forgotten, found);
  }

  /** Whether a record of that epoch is of this assignment. */
  boolean owns(int recordEpoch) {
    return recordEpoch >= firstEpoch;
  }

  /** Distinguishes records that are given now from those given before offsets went back. */
  public int epoch() {
    return epoch;
  }

  /** The task that has the partition. */
  public TaskLifecycle owner() {
    return owner;
  }

  public long startOffset() {
    return startOffset;
  }

  /** Returns the place of the record in this assignment. */
  public int register(int record, long offset, long now) {
    lastOffset = offset;
    if (count == registered.length) {
      registered = Arrays.copyOf(registered, count * 2);
      registeredAt = Arrays.copyOf(registeredAt, count * 2);
      done = Arrays.copyOf(done, count * 2);
      bytes = Arrays.copyOf(bytes, count * 2);
    }
    registered[count] = record;
    registeredAt[count] = now;
    return count++;
  }

  /** A record counts with so many bytes until it is done. */
  void retain(int place, long recordBytes) {
    bytes[place] = recordBytes;
    retained += recordBytes;
  }

  long retained() {
    return retained;
  }

  public void done(int place) {
    if (!done[place]) {
      retained -= bytes[place];
    }
    done[place] = true;
    lastDone = Math.max(lastDone, place);
    while (first < count && done[first]) {
      first++;
    }
  }

  public boolean isDone(int place) {
    return done[place];
  }

  /** The first record that is outstanding, or -1. */
  public int first() {
    return first == count ? -1 : registered[first];
  }

  /** Whether the first outstanding record is held against the partition. */
  public boolean isStalled(long now) {
    return isFar() || isOld(now);
  }

  public boolean isFar() {
    return count - first - 1 > 50_000;
  }

  public boolean isOld(long now) {
    return first < count && now - registeredAt[first] > 60_000 && lastDone > first;
  }
}
