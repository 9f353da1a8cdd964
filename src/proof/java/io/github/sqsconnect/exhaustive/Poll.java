package io.github.sqsconnect.exhaustive;

import java.util.ArrayList;
import java.util.List;

/**
 * What one poll may bring: nothing, one record of a partition or all of them, or all of both,
 * either first. Two records that come one by one find the same task as two that come together,
 * unless the window is full; then all that come together make the difference.
 */
record Poll(int first, int second, boolean secondFirst) {
  static final Poll NOTHING = new Poll(0, 0, false);

  static List<Poll> of(int first, int second) {
    List<Poll> polls = new ArrayList<>();
    polls.add(NOTHING);
    if (first > 0) {
      polls.add(new Poll(1, 0, false));
    }
    if (second > 0) {
      polls.add(new Poll(0, 1, false));
    }
    if (first > 1) {
      polls.add(new Poll(first, 0, false));
    }
    if (second > 1) {
      polls.add(new Poll(0, second, false));
    }
    if (first > 0 && second > 0) {
      polls.add(new Poll(first, second, false));
      polls.add(new Poll(first, second, true));
    }
    return polls;
  }

  static Poll all(int first, int second) {
    return new Poll(first, second, false);
  }
}
