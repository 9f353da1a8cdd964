package io.github.sqsconnect.event;

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

  static boolean contains(String ranges, int index) {
    if (ranges.isEmpty()) {
      return false;
    }
    for (String range : ranges.split(",", -1)) {
      int dash = range.indexOf('-');
      int first = Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
      int last = dash < 0 ? first : Integer.parseInt(range.substring(dash + 1));
      if (index >= first && index <= last) {
        return true;
      }
    }
    return false;
  }
}
