package io.github.sqsconnect.exhaustive;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * The searches for bad messages that are under way, each called after the smallest record it has.
 */
final class Searches {
  /** More than the number of any record. */
  static final int NAMELESS = 100;

  private static final class Named {
    private final Object search;
    private int name = NAMELESS;

    Named(Object search) {
      this.search = search;
    }
  }

  private final Core core;
  private final ToIntFunction<Object> numbers;
  private final List<Named> searches = new ArrayList<>();

  /**
   * @param numbers the number of the record of a ticket
   */
  Searches(Core core, ToIntFunction<Object> numbers) {
    this.core = core;
    this.numbers = numbers;
  }

  /** Finds and names them all. */
  void name() {
    core.searches().forEach(this::named);
    if (core.backlog() != null) {
      core.prepared(core.backlog()).forEach(this::nameOfBatch);
    }
    core.inFlight().forEach(this::nameOfBatch);
    searches.sort(Comparator.comparingInt(named -> named.name));
  }

  private void nameOfBatch(Object batch) {
    Object search = core.bisection(batch);
    if (search != null) {
      Named named = named(search);
      for (Object delivery : core.deliveries(batch)) {
        named.name = Math.min(named.name, numbers.applyAsInt(core.ticket(delivery)));
      }
    }
  }

  private Named named(Object search) {
    for (Named named : searches) {
      if (named.search == search) {
        return named;
      }
    }
    Named named = new Named(search);
    for (Object suspect : core.suspects(search)) {
      int number = numbers.applyAsInt(core.ticket(core.suspectDelivery(suspect)));
      named.name = Math.min(named.name, number);
    }
    searches.add(named);
    return named;
  }

  int nameOf(Object search) {
    return named(search).name;
  }

  List<Object> all() {
    List<Object> all = new ArrayList<>(searches.size());
    searches.forEach(named -> all.add(named.search));
    return all;
  }
}
