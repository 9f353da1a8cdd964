package io.github.sqsconnect.fuzz;

import java.util.ArrayList;
import java.util.List;

/** Expands ranges of event indexes, such as {@code 0-4,6}. */
final class EventRanges {
  private EventRanges() {}

  static List<Integer> of(String ranges) {
    List<Integer> events = new ArrayList<>();
    if (ranges.isEmpty()) {
      return events;
    }
    for (String range : ranges.split(",", -1)) {
      String[] ends = range.split("-", -1);
      for (int i = Integer.parseInt(ends[0]); i <= Integer.parseInt(ends[ends.length - 1]); i++) {
        events.add(i);
      }
    }
    return events;
  }
}
