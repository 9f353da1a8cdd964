package io.github.sqsconnect.exhaustive;

import java.util.List;

/** Which scopes are explored, and when. */
public final class Scopes {
  /** One record with its message fills it; of a poll of four, three become messages at once. */
  private static final long SMALL_BUFFER = 2 * Scope.MESSAGE_BYTES + 100;

  private Scopes() {}

  /** A world in which the task pauses its partitions often. */
  static Scope smallBuffer() {
    return Scope.standard(2, 1).withBuffer(SMALL_BUFFER);
  }

  /** What every build explores. */
  static List<Scope> quick() {
    return List.of(
        Scope.standard(2, 1),
        Scope.standard(1, 2),
        Scope.standard(2, 1).withoutReporter(),
        Scope.standard(2, 1).withBuffer(SMALL_BUFFER).slow(),
        Scope.fifo(1, 3, 1),
        Scope.fifo(2, 2, 1),
        Scope.fifo(1, 3, 1).relaxed(),
        Scope.twoQueues(2, 1),
        Scope.twoQueues(2, 1).withBuffer(2 * SMALL_BUFFER));
  }

  /** What is explored when there is time, the shorter ones first. */
  static List<Scope> full() {
    return List.of(
        Scope.standard(3, 1),
        Scope.standard(2, 2),
        Scope.fifo(1, 3, 2),
        Scope.fifo(2, 3, 1),
        Scope.fifo(1, 3, 2).relaxed(),
        Scope.fifo(2, 3, 1).relaxed(),
        Scope.twoQueues(3, 1),
        Scope.twoQueues(2, 2));
  }

  /** Where mistakes are to be found: each is explored in seconds. */
  enum Small {
    ONE_RECORD(Scope.standard(1, 1)),
    STANDARD(Scope.standard(2, 1)),
    FIFO(Scope.fifo(1, 2, 1)),
    SMALL_BUFFER(smallBuffer()),
    RELAXED(Scope.fifo(1, 2, 1).relaxed()),
    RELAXED_TWO_FAULTS(Scope.fifo(1, 2, 2).relaxed()),
    TWO_FAULTS(Scope.standard(1, 2)),
    TWO_QUEUES(Scope.twoQueues(2, 1)),
    TWO_QUEUES_SMALL_BUFFER(Scope.twoQueues(2, 1).withBuffer(2 * Scopes.SMALL_BUFFER));

    private final Scope scope;

    Small(Scope scope) {
      this.scope = scope;
    }
  }

  /**
   * The first violation in a small scope, with its steps; null if there is none. In types of the
   * JDK, for callers from another class loader.
   */
  public static String firstViolation(String small) {
    ExhaustiveSearch exploration = new ExhaustiveSearch(Small.valueOf(small).scope);
    BrokenPromise finding = exploration.run();
    return finding == null ? null : finding.kind() + "\n" + finding.steps();
  }
}
