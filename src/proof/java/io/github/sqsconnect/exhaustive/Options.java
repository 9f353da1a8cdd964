package io.github.sqsconnect.exhaustive;

import java.util.ArrayList;
import java.util.List;

/** What may happen next, in a fixed order. */
final class Options {
  private record Option(String name, boolean isFault, Runnable what) {}

  private final SmallWorld small;
  private final List<Option> options = new ArrayList<>();

  Options(SmallWorld small) {
    this.small = small;
  }

  void add(String name, Runnable what) {
    options.add(new Option(name, false, what));
  }

  void addFault(String name, Runnable what) {
    options.add(new Option(name, true, what));
  }

  /** Takes one of them. */
  Runnable choose() {
    Option option = options.get(small.choose(options.size()));
    small.world().log().add("world", option.name());
    if (option.isFault()) {
      small.fault(1);
    }
    return option.what();
  }
}
