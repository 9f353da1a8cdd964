package io.github.sqsconnect.endpoint;

import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** What a fault does once its conditions hold. */
record Effect(String name, Kind kind, BooleanSupplier gate, Action action) {

  /** How a fault stands to the others that match the same request. */
  enum Kind {
    /** Joins whatever else happens. */
    JOINS,
    /** Chooses entries one by one, and joins. */
    ENTRIES,
    /** Decides the request: only the first such fault acts, the others keep their turns. */
    DECIDES,
    /** Decides when only the head has been read: nothing is known of queue and entries. */
    DECIDES_BEFORE_READING
  }

  /** The request at hand; entries are those the fault has chosen. */
  record Hit(Call call, List<Entry> entries, Random random) {}

  /** The change to the request's plan. */
  @FunctionalInterface
  interface Action {
    void shape(Plan plan, Hit hit);
  }

  static Effect joins(String name, Action action) {
    return new Effect(name, Kind.JOINS, () -> true, action);
  }

  static Effect entries(String name, Action action) {
    return new Effect(name, Kind.ENTRIES, () -> true, action);
  }

  static Effect decides(String name, Action action) {
    return new Effect(name, Kind.DECIDES, () -> true, action);
  }

  static Effect beforeReading(String name, Ending ending) {
    return new Effect(
        name, Kind.DECIDES_BEFORE_READING, () -> true, (plan, hit) -> plan.end(ending));
  }
}
