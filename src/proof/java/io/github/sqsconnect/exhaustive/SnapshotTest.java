package io.github.sqsconnect.exhaustive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The snapshot of the core shows every field that can decide what the task does next. */
class SnapshotTest {
  /** Settings: the same in all states of a search. */
  private static final Set<String> CONSTANT =
      Set.of("GroupLanes.lingerMs");

  /** What changes, but decides nothing that a search of small worlds can see. */
  private static final Set<String> LEFT_OUT = Set.of("Nothing");

  @Test
  void everyFieldOfTheCoreShowsInItsSnapshotOrIsListedHere() {
    UnnoticedFields fields = new UnnoticedFields();
    for (Scope scope : new Scope[] {Scope.standard(1, 2), Scope.fifo(1, 2, 2).relaxed()}) {
      new Exploration(scope).visiting(world -> fields.tryAll(world.worker().task())).run();
    }
    Set<String> listed = new TreeSet<>();
    Stream.of(CONSTANT, LEFT_OUT).forEach(listed::addAll);
    assertThat(fields.names()).isEqualTo(listed);
  }
}
