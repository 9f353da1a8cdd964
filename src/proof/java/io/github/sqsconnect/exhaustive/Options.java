package io.github.sqsconnect.exhaustive;

import java.util.ArrayList;
import java.util.List;

/** What may happen next, in a fixed order. */
final class Options {
  private record Option(String name, boolean isFault, Runnable what) {}

  private final Run run;
  private final List<Option> options = new ArrayList<>();

  Options(Run run) {
    this.run = run;
  }

  void add(String name, Runnable what) {
    options.add(new Option(name, false, what));
  }

  void addFault(String name, Runnable what) {
    options.add(new Option(name, true, what));
  }

  /** Takes one of them. */
  Runnable choose() {
    Option option = options.get(run.choose(options.size()));
    if (!option.name().isEmpty()) {
      run.tell("world", option.name());
    }
    if (option.isFault()) {
      run.fault(1);
    }
    return option.what();
  }
}
