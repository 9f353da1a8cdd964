package io.github.sqsconnect.watch;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;

/**
 * The records of one partition: how many were produced, which are done, and how far the offset was
 * committed. A record is done when the queue has stored it or the dead-letter topic contains it.
 */
final class PartitionLedger {
  /** When the partition had so many records. */
  private record Mark(long produced, long atMillis) {}

  private final OffsetSet done = new OffsetSet();
  private final Map<DuplicateCause, OffsetSet> suspects = new EnumMap<>(DuplicateCause.class);

  /** Committed too early, and not done since then. */
  private final BitSet missing = new BitSet();

  private final Deque<Mark> marks = new ArrayDeque<>();

  /** All records below are done, except for the missing ones. */
  private long first;

  private long produced;
  private long committed;
  private long early;

  PartitionLedger() {
    for (DuplicateCause cause : DuplicateCause.values()) {
      suspects.put(cause, new OffsetSet());
    }
  }

  void produced(long offset) {
    produced = Math.max(produced, offset + 1);
  }

  /** Notes a record that was stored or is a dead letter; returns whether it was done before. */
  boolean arrived(long offset) {
    if (isDone(offset)) {
      return true;
    }
    if (offset < first) {
      missing.clear(Math.toIntExact(offset));
    } else {
      done.add(offset);
      advance(first);
    }
    return false;
  }

  boolean isDone(long offset) {
    return offset < first ? !missing.get(Math.toIntExact(offset)) : done.contains(offset);
  }

  /** Notes the committed offset, which must have been read before the arrivals that are known. */
  void committed(long offset) {
    for (long each = first; each < offset; each++) {
      if (!done.contains(each)) {
        early++;
        missing.set(Math.toIntExact(each));
      }
    }
    committed = Math.max(committed, offset);
    advance(Math.max(first, offset));
    suspects.values().forEach(each -> each.dropBelow(committed));
  }

  private void advance(long from) {
    first = done.nextMissing(from);
    done.dropBelow(first);
  }

  /** Another copy of this record is explained by the cause. */
  void suspect(DuplicateCause cause, long offset) {
    suspects.get(cause).add(offset);
  }

  /** Another copy of each record that is done and not committed is explained by the cause. */
  void suspectUncommitted(DuplicateCause cause) {
    OffsetSet set = suspects.get(cause);
    for (long each = committed; each < first; each++) {
      set.add(each);
    }
    done.forEachFrom(first, set::add);
  }

  /** The cause of another copy. One fault explains only one further copy of a record. */
  DuplicateCause causeOf(long offset) {
    for (DuplicateCause cause : DuplicateCause.values()) {
      if (suspects.get(cause).contains(offset)) {
        suspects.get(cause).remove(offset);
        return cause;
      }
    }
    return DuplicateCause.UNEXPLAINED;
  }

  /** Remembers when the records so far were produced, so that their age is known later. */
  void mark(long nowMillis) {
    while (!marks.isEmpty() && marks.peek().produced() <= first) {
      marks.remove();
    }
    Mark last = marks.peekLast();
    if (produced > first && (last == null || last.produced() < produced)) {
      marks.add(new Mark(produced, nowMillis));
    }
  }

  /** How long ago the oldest record that is not done was produced, 0 if all are done. */
  long oldestAgeMillis(long nowMillis) {
    return marks.stream()
        .filter(mark -> mark.produced() > first)
        .findFirst()
        .map(mark -> nowMillis - mark.atMillis())
        .orElse(0L);
  }

  long produced() {
    return produced;
  }

  long committed() {
    return committed;
  }

  long lag() {
    return Math.max(0, produced - committed);
  }

  long doneAndNotCommitted() {
    long[] count = {Math.max(0, first - committed)};
    done.forEachFrom(first, each -> count[0]++);
    return count[0];
  }

  long early() {
    return early;
  }

  long missing() {
    return missing.cardinality();
  }

  /** The bytes that grow with the records. */
  long bytes() {
    return done.bytes()
        + missing.size() / Byte.SIZE
        + suspects.values().stream().mapToLong(OffsetSet::bytes).sum();
  }
}
