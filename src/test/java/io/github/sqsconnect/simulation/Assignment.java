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
  private long[] bytes = new long[16];
  private long retained;
  private int count;
  private int first;
  private int lastDone = -1;
  private long lastOffset = -1;

  public Assignment(int epoch, Life owner, long startOffset) {
    this.epoch = epoch;
    this.owner = owner;
    this.startOffset = startOffset;
  }

  /** Whether the partition starts over with this record: one at or after it was registered. */
  boolean startsOverWith(long offset) {
    return offset <= lastOffset;
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
