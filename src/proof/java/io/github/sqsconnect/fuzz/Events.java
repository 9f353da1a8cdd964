package io.github.sqsconnect.fuzz;

import java.util.ArrayList;
import java.util.List;

/** Ranges of events, such as {@code 0-4,6}, one by one. */
final class Events {
  private Events() {}

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
