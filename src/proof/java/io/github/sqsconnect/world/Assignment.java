package io.github.sqsconnect.world;

import java.util.ArrayList;
import java.util.List;

/**
 * One partition from its assignment to its revocation. It computes independently of the connector
 * which records are outstanding.
 */
public final class Assignment {
  /** A record that was put to the task. */
  private static final class Registered {
    private final int record;
    private final long at;
    private long bytes;
    private boolean isDone;

    Registered(int record, long at) {
      this.record = record;
      this.at = at;
    }
  }

  private final int firstEpoch;
  private int epoch;
  private final TaskLifecycle owner;
  private final List<Registered> all = new ArrayList<>();
  private long retained;

  /** The index of the first outstanding record, and of the last one that is done. */
  private int first;

  private int lastDone = -1;
  private long lastOffset = -1;

  public Assignment(int epoch, TaskLifecycle owner) {
    this.epoch = epoch;
    firstEpoch = epoch;
    this.owner = owner;
  }

  /** Whether this offset, or a later one, was put before: the offsets went back. */
  boolean goesBackWith(long offset) {
    return offset <= lastOffset;
  }

  /**
   * Forgets the outstanding records from an offset on.
   *
   * @return the records that are forgotten
   */
  List<Integer> goBackTo(long offset, int newEpoch, Topic topic) {
    epoch = newEpoch;
    List<Integer> forgotten = new ArrayList<>();
    for (int last = all.size() - 1;
        last >= 0 && (all.get(last).isDone || topic.offset(all.get(last).record) >= offset);
        last--) {
      Registered removed = all.remove(last);
      if (!removed.isDone) {
        retained -= removed.bytes;
        forgotten.add(removed.record);
      }
    }
    first = Math.min(first, all.size());
    lastDone = all.size() - 1;
    while (lastDone >= 0 && !all.get(lastDone).isDone) {
      lastDone--;
    }
    return forgotten;
  }

  /** Whether any record was put. */
  boolean hasRecords() {
    return lastOffset >= 0;
  }

  /** The records that are outstanding. */
  List<Integer> outstanding() {
    return all.subList(first, all.size()).stream()
        .filter(registered -> !registered.isDone)
        .map(registered -> registered.record)
        .toList();
  }

  /** Whether a record with that epoch was put during this assignment. */
  boolean owns(int recordEpoch) {
    return recordEpoch >= firstEpoch;
  }

  /**
   * The number of this assignment. It changes when offsets go back, so that records put now differ
   * from those put before.
   */
  public int epoch() {
    return epoch;
  }

  /** The task that owns the partition. */
  public TaskLifecycle owner() {
    return owner;
  }

  /** Returns the record's index in this assignment. */
  public int register(int record, long offset, long now) {
    lastOffset = offset;
    all.add(new Registered(record, now));
    return all.size() - 1;
  }

  /** Counts these bytes for the record until it is done. */
  void retain(int index, long bytes) {
    all.get(index).bytes = bytes;
    retained += bytes;
  }

  long retained() {
    return retained;
  }

  public void done(int index) {
    Registered record = all.get(index);
    if (!record.isDone) {
      retained -= record.bytes;
    }
    record.isDone = true;
    lastDone = Math.max(lastDone, index);
    while (first < all.size() && all.get(first).isDone) {
      first++;
    }
  }

  public boolean isDone(int index) {
    return index < all.size() && all.get(index).isDone;
  }

  /** The first outstanding record, or -1. */
  public int first() {
    return first == all.size() ? -1 : all.get(first).record;
  }

  /** Whether the task must pause the partition because of its first outstanding record. */
  public boolean isStalled(long now) {
    return isFar() || isOld(now);
  }

  public boolean isFar() {
    return all.size() - first - 1 > 50_000;
  }

  public boolean isOld(long now) {
    return first < all.size() && now - all.get(first).at > 60_000 && lastDone > first;
  }
}
