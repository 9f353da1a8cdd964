package io.github.sqsconnect.exhaustive;

import java.util.ArrayList;
import java.util.List;

/**
 * The records that one poll may return: none, one or all records of a partition, or all records of
 * both partitions in either order. Polling two records one by one leads to the same state as
 * polling them together, unless the window is full; a poll of all records covers that case.
 */
record PollChoice(int first, int second, boolean secondFirst) {
  static final PollChoice NOTHING = new PollChoice(0, 0, false);

  static List<PollChoice> of(int first, int second) {
    List<PollChoice> polls = new ArrayList<>();
    polls.add(NOTHING);
    if (first > 0) {
      polls.add(new PollChoice(1, 0, false));
    }
    if (second > 0) {
      polls.add(new PollChoice(0, 1, false));
    }
    if (first > 1) {
      polls.add(new PollChoice(first, 0, false));
    }
    if (second > 1) {
      polls.add(new PollChoice(0, second, false));
    }
    if (first > 0 && second > 0) {
      polls.add(new PollChoice(first, second, false));
      polls.add(new PollChoice(first, second, true));
    }
    return polls;
  }
}
