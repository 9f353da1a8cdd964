package io.github.sqsconnect.event;

import io.github.sqsconnect.json.IntList;
import io.github.sqsconnect.json.JsonBuffer;
import java.util.Arrays;

/**
 * Which events of a record a message carries: the index of their batch in the record, which is 0
 * unless the record is an array, and the original indexes of the events, counted before any filter.
 *
 * <p>The indexes are kept as ranges, because nearly all messages carry events without gaps. Their
 * text form, such as {@code 0-4,6}, is part of the name of every id.
 */
public final class EventIndexes {
  private final int batchIndex;

  /** The first and the last index of each range, ascending. */
  private final int[] bounds;

  EventIndexes(int batchIndex, int... bounds) {
    this.batchIndex = batchIndex;
    this.bounds = bounds;
  }

  /** No events: the message carries a batch without events, or no batch at all. */
  public static EventIndexes none(int batchIndex) {
    return new EventIndexes(batchIndex);
  }

  /** The ascending indexes at the places from {@code from} to before {@code to}. */
  static EventIndexes of(int batchIndex, IntList indexes, int from, int to) {
    int[] bounds = new int[2 * countRanges(indexes, from, to)];
    int size = 0;
    for (int place = from; place < to; place++) {
      int index = indexes.get(place);
      if (size == 0 || index != bounds[size - 1] + 1) {
        bounds[size] = index;
        size += 2;
      }
      bounds[size - 1] = index;
    }
    return new EventIndexes(batchIndex, bounds);
  }

  private static int countRanges(IntList indexes, int from, int to) {
    int ranges = 0;
    for (int place = from; place < to; place++) {
      if (place == from || indexes.get(place) != indexes.get(place - 1) + 1) {
        ranges++;
      }
    }
    return ranges;
  }

  /** The index of the batch in the record, 0 unless the record is an array. */
  public int batchIndex() {
    return batchIndex;
  }

  public boolean isEmpty() {
    return bounds.length == 0;
  }

  /** Whether the event with that original index is among them. */
  boolean contains(int index) {
    int place = Arrays.binarySearch(bounds, index);
    // Between the two bounds of a range, the place to insert is odd.
    return place >= 0 || (~place & 1) == 1;
  }

  /** Writes the ranges, such as {@code 0-4,6}. */
  void write(JsonBuffer out) {
    for (int i = 0; i < bounds.length; i += 2) {
      if (i > 0) {
        out.put(',');
      }
      out.putLong(bounds[i]);
      if (bounds[i + 1] > bounds[i]) {
        out.put('-');
        out.putLong(bounds[i + 1]);
      }
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EventIndexes events
        && batchIndex == events.batchIndex
        && Arrays.equals(bounds, events.bounds);
  }

  @Override
  public int hashCode() {
    return 31 * batchIndex + Arrays.hashCode(bounds);
  }

  /** The ranges, such as {@code 0-4,6}; empty without events. */
  @Override
  public String toString() {
    JsonBuffer text = new JsonBuffer();
    write(text);
    return text.text(0);
  }
}
