package io.github.sqsconnect.exhaustive;

import io.github.sqsconnect.world.Topic;
import io.github.sqsconnect.world.Violation;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Explores all runs of one scope. To reach a state, the search starts a new task and repeats the
 * choices on the path to it. From there it makes every choice once, up to the next state. It does
 * not continue from a state that it has seen before. States with fewer faults come first, and among
 * them those with a shorter path, so that a violation is reported with few steps.
 *
 * <p>From each state between two calls it also tries a run without further faults: everything must
 * soon be delivered and committed.
 */
final class ExhaustiveSearch {
  static final String HEADINGS =
      "| scope | records | faults | states | seen by the task | between calls | steps | cut off |\n"
          + "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |\n";

  /** A state without what only the ledger knows. */
  record Mark(long high, long low, int faults) {}

  /** Paths to two states with one fingerprint. */
  record Sample(byte[] cutOff, byte[] goneOn) {}

  private final Scope scope;
  private final Topic topic;
  private final Chooser chooser = new Chooser();
  private final VisitedStates seen = new VisitedStates();
  private final StateQueue waiting;
  private final Set<Mark> ending = new HashSet<>();
  private final List<Sample> samples = new ArrayList<>();
  private Predicate<SmallWorld> visitor = world -> true;
  private boolean isEnough;
  private int sampleEvery;
  private long steps;
  private long cuts;
  private int ends;
  private boolean isEnding;
  private double cpuSeconds;

  ExhaustiveSearch(Scope scope) {
    this.scope = scope;
    topic = new Topic(scope.setup(), scope.plannedRecords());
    waiting = new StateQueue(scope.faults());
  }

  /** Keeps one sample of this many cut-offs. */
  ExhaustiveSearch sampling(int every) {
    sampleEvery = every;
    return this;
  }

  /** Shows every new state to a visitor, and ends when that returns false. */
  ExhaustiveSearch visiting(Predicate<SmallWorld> newVisitor) {
    visitor = newVisitor;
    return this;
  }

  List<Sample> samples() {
    return samples;
  }

  /** All states that come next after a path. */
  Set<Mark> after(byte[] path) {
    Set<Mark> marks = new HashSet<>();
    chooser.follow(path);
    do {
      SmallWorld world = new SmallWorld(scope, topic, chooser, false);
      try {
        world.go();
      } catch (RunPaused paused) {
        VisitedState state = Fingerprint.of(world);
        marks.add(new Mark(state.high(), state.low(), state.faults()));
      }
    } while (chooser.next());
    return marks;
  }

  /** Explores everything; the first violation, or null. */
  BrokenPromise run() {
    long start = cpuNanos();
    try {
      come(new SmallWorld(scope, topic, chooser, false), -1);
      while (!waiting.isEmpty() && !isEnough) {
        goOnFrom(waiting.next());
      }
      return null;
    } catch (Violation violation) {
      return new BrokenPromise(violation.kind(), log(violation));
    } finally {
      cpuSeconds = (cpuNanos() - start) / 1e9;
    }
  }

  private void goOnFrom(int number) {
    if (seen.isSuperseded(number)) {
      return;
    }
    chooser.follow(seen.path(number));
    if (seen.isBetweenCalls(number)) {
      isEnding = true;
      requireGoodEnd();
      isEnding = false;
      chooser.again();
    }
    do {
      step(number);
    } while (chooser.next());
  }

  private void step(int from) {
    SmallWorld world = new SmallWorld(scope, topic, chooser, false);
    try {
      world.go();
    } catch (RunPaused paused) {
      steps++;
      come(world, from);
    }
  }

  private void come(SmallWorld world, int from) {
    VisitedState state = Fingerprint.of(world);
    int number = seen.add(state, from, chooser.beyondPath());
    if (number < 0) {
      cuts++;
      if (sampleEvery > 0 && cuts % sampleEvery == 0 && seen.faults(~number) == state.faults()) {
        samples.add(new Sample(chooser.all(), seen.path(~number)));
      }
      return;
    }
    waiting.add(number, state.faults());
    isEnough |= !visitor.test(world);
  }

  /** Without further faults everything must soon be delivered and committed. */
  private void requireGoodEnd() {
    List<Mark> onTheWay = new ArrayList<>();
    new SmallWorld(scope, topic, chooser, false)
        .finish(
            world -> {
              VisitedState state = Fingerprint.of(world);
              Mark mark = new Mark(state.high(), state.low(), 0);
              onTheWay.add(mark);
              return ending.contains(mark);
            });
    ending.addAll(onTheWay);
    ends++;
  }

  /** Processor time of this thread, which other load on the machine does not change. */
  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /**
   * What happens on a path.
   *
   * @param goesWell whether to continue without faults after its end
   */
  String log(byte[] path, boolean goesWell) {
    Chooser again = new Chooser();
    again.follow(path);
    SmallWorld world = new SmallWorld(scope, topic, again, true);
    try {
      if (goesWell) {
        world.finish(unknown -> false);
      } else {
        world.go();
      }
    } catch (Violation | RunPaused end) {
      // A violation shows within the run, or in the state it comes to.
    }
    return world.world().log().toString();
  }

  private String log(Violation violation) {
    String steps = log(isEnding ? chooser.given() : chooser.all(), isEnding);
    return steps + "            VIOLATION  " + violation.getMessage();
  }

  int states() {
    return seen.size();
  }

  /** The same as a line of a table, without the time it took. */
  String row() {
    return String.format(
        Locale.ROOT,
        "| %s | %d x %d | %d | %,d | %,d | %,d | %,d | %,d |%n",
        scope.name(),
        Scope.PARTITIONS,
        scope.records(),
        scope.faults(),
        seen.size(),
        seen.fingerprints(),
        ends,
        steps,
        cuts);
  }

  /** Counts and speed in one line. */
  String figures() {
    return String.format(
        Locale.ROOT,
        "%s, %d x %d records, at most %d faults: %,d states (%,d but for what the task cannot see, %,d of"
            + " them between calls), %,d steps, %,d cut off at states seen before, %.1f s of processor time",
        scope.name(),
        Scope.PARTITIONS,
        scope.records(),
        scope.faults(),
        seen.size(),
        seen.fingerprints(),
        ends,
        steps,
        cuts,
        cpuSeconds);
  }
}
