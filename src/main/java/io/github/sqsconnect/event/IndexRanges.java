package io.github.sqsconnect.event;

import io.github.sqsconnect.json.IntList;
import java.util.BitSet;

/** The text form of ascending indexes, as ranges such as {@code 0-4,6}. */
final class IndexRanges {
  private IndexRanges() {}

  /** The indexes at the places from {@code from} to before {@code to}. */
  static String of(IntList indexes, int from, int to) {
    StringBuilder ranges = new StringBuilder();
    int place = from;
    while (place < to) {
      int first = indexes.get(place);
      int last = first;
      while (++place < to && indexes.get(place) == last + 1) {
        last++;
      }
      if (!ranges.isEmpty()) {
        ranges.append(',');
      }
      ranges.append(first);
      if (last > first) {
        ranges.append('-').append(last);
      }
    }
    return ranges.toString();
  }

  /** The indexes in the ranges. The text may be long, so it is read once and not for each index. */
  static BitSet indexes(String ranges) {
    BitSet indexes = new BitSet();
    if (ranges.isEmpty()) {
      return indexes;
    }
    for (String range : ranges.split(",", -1)) {
      int dash = range.indexOf('-');
      int first = Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
      int last = dash < 0 ? first : Integer.parseInt(range.substring(dash + 1));
      indexes.set(first, last + 1);
    }
    return indexes;
  }
}
