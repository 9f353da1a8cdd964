package io.github.sqsconnect.simulation;

import java.util.Arrays;

/**
 * One partition from its assignment to its revocation, as a second opinion on what is outstanding.
 */
public final class Assignment {
  private final int epoch;
  private final Life owner;
  private final long startOffset;
  private int[] registered = new int[16];
  private long[] registeredAt = new long[16];
  private boolean[] done = new boolean[16];
  private int count;
  private int first;
  private int lastDone = -1;

  public Assignment(int epoch, Life owner, long startOffset) {
    this.epoch = epoch;
    this.owner = owner;
    this.startOffset = startOffset;
  }

  /** Tells this assignment from others of the partition. */
  public int epoch() {
    return epoch;
  }

  /** The task that has the partition. */
  public Life owner() {
    return owner;
  }

  public long startOffset() {
    return startOffset;
  }

  /** Returns the place of the record in this assignment. */
  public int register(int record, long now) {
    if (count == registered.length) {
      registered = Arrays.copyOf(registered, count * 2);
      registeredAt = Arrays.copyOf(registeredAt, count * 2);
      done = Arrays.copyOf(done, count * 2);
    }
    registered[count] = record;
    registeredAt[count] = now;
    return count++;
  }

  public void done(int place) {
    done[place] = true;
    lastDone = Math.max(lastDone, place);
    while (first < count && done[first]) {
      first++;
    }
  }

  boolean isDone(int place) {
    return done[place];
  }

  /** The first record that is outstanding, or -1. */
  public int first() {
    return first == count ? -1 : registered[first];
  }

  /** Whether the first outstanding record is held against the partition. */
  public boolean isHeldUp(long now) {
    return isFar() || isOld(now);
  }

  public boolean isFar() {
    return count - first - 1 > 50_000;
  }

  public boolean isOld(long now) {
    return first < count && now - registeredAt[first] > 60_000 && lastDone > first;
  }
}
