package io.github.sqsconnect.property;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Looks for a smaller sequence of choices that fails too: without a run of choices, then with a
 * choice that is smaller, until neither helps or the time is over.
 */
final class ChoiceShrinker {
  private static final long MOST_NANOS = 20_000_000_000L;
  private static final int SHORT_RUN = 8;

  private final Predicate<List<Long>> fails;
  private final long start = System.nanoTime();
  private List<Long> smallest;

  ChoiceShrinker(List<Long> choices, Predicate<List<Long>> fails) {
    this.smallest = choices;
    this.fails = fails;
  }

  List<Long> smallest() {
    List<Long> before;
    do {
      before = smallest;
      leaveOutRuns();
      makeChoicesSmaller();
    } while (!smallest.equals(before) && isTimeLeft());
    return smallest;
  }

  private void leaveOutRuns() {
    for (int run = smallest.size(); run > 0; run = run > SHORT_RUN ? run / 2 : run - 1) {
      int from = 0;
      while (from + run <= smallest.size()) {
        List<Long> candidate = new ArrayList<>(smallest.subList(0, from));
        candidate.addAll(smallest.subList(from + run, smallest.size()));
        if (!accepts(candidate)) {
          from += run > SHORT_RUN ? run : 1;
        }
      }
    }
  }

  private void makeChoicesSmaller() {
    for (int i = 0; i < smallest.size(); i++) {
      long passing = -1;
      while (smallest.get(i) - passing > 1) {
        long candidate = passing < 0 ? 0 : passing + (smallest.get(i) - passing) / 2;
        if (!accepts(with(i, candidate))) {
          passing = candidate;
        }
      }
    }
  }

  private List<Long> with(int index, long choice) {
    List<Long> changed = new ArrayList<>(smallest);
    changed.set(index, choice);
    return changed;
  }

  private boolean accepts(List<Long> candidate) {
    boolean accepted = isTimeLeft() && fails.test(candidate);
    if (accepted) {
      smallest = candidate;
    }
    return accepted;
  }

  private boolean isTimeLeft() {
    return System.nanoTime() - start < MOST_NANOS;
  }
}
