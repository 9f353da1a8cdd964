package io.github.sqsconnect.watch;

import java.util.BitSet;
import java.util.function.LongConsumer;

/**
 * A set of offsets with one bit each. Those below a limit that only rises are dropped, so that the
 * set needs memory only for the distance between its limits, and not for the age of its partition.
 */
final class OffsetSet {
  /** Memory is moved only when so many offsets can be dropped at once. */
  private static final int STEP = 1 << 16;

  private BitSet bits = new BitSet();
  private long base;

  void add(long offset) {
    if (offset >= base) {
      bits.set(index(offset));
    }
  }

  void remove(long offset) {
    if (offset >= base) {
      bits.clear(index(offset));
    }
  }

  boolean contains(long offset) {
    return offset >= base && bits.get(index(offset));
  }

  /** The first offset at or above this one that is not in the set. */
  long nextMissing(long offset) {
    return base + bits.nextClearBit(index(Math.max(base, offset)));
  }

  void dropBelow(long offset) {
    if (offset - base >= STEP) {
      bits = bits.get(index(offset), Math.max(index(offset), bits.length()));
      base = offset;
    }
  }

  /** Passes each offset from this one on. */
  void forEachFrom(long offset, LongConsumer action) {
    int at = bits.nextSetBit(index(Math.max(base, offset)));
    for (; at >= 0; at = bits.nextSetBit(at + 1)) {
      action.accept(base + at);
    }
  }

  /** The bytes that the bits occupy. */
  long bytes() {
    return bits.size() / Byte.SIZE;
  }

  private int index(long offset) {
    return Math.toIntExact(offset - base);
  }
}
