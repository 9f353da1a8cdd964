package io.github.sqsconnect.exhaustive;

import java.util.ArrayList;
import java.util.List;

/** What may happen next, in a fixed order. */
final class Options {
  private record Option(String name, boolean isFault, Runnable what) {}

  private record Poll(int first, int second, boolean secondFirst) {}

  private final Run run;
  private final List<Option> options = new ArrayList<>();
  private final List<Poll> polls = new ArrayList<>();

  Options(Run run) {
    this.run = run;
  }

  /**
   * What one poll may bring: nothing, one record of a partition or all of them, or that of both
   * partitions, either first.
   */
  void poll(Desk desk) {
    int first = desk.fetchable(0);
    int second = desk.fetchable(1);
    polls.add(new Poll(0, 0, false));
    for (int count : new int[] {1, first}) {
      add(Math.min(count, first), 0, false);
    }
    for (int count : new int[] {1, second}) {
      add(0, Math.min(count, second), false);
    }
    if (first > 0 && second > 0) {
      for (boolean secondFirst : new boolean[] {false, true}) {
        add(1, 1, secondFirst);
        add(first, second, secondFirst);
      }
    }
  }

  private void add(int first, int second, boolean secondFirst) {
    Poll poll = new Poll(first, second, secondFirst);
    if (!polls.contains(poll)) {
      polls.add(poll);
    }
  }

  void add(String name, Runnable what) {
    options.add(new Option(name, false, what));
  }

  void addFault(String name, Runnable what) {
    options.add(new Option(name, true, what));
  }

  /** Takes one of them. */
  Runnable choose(Worker worker) {
    int choice = run.choose(polls.size() + options.size());
    if (choice < polls.size()) {
      Poll poll = polls.get(choice);
      return () -> worker.put(poll.first(), poll.second(), poll.secondFirst());
    }
    Option option = options.get(choice - polls.size());
    run.story().add("world", option.name());
    if (option.isFault()) {
      run.fault(1);
    }
    return option.what();
  }
}
