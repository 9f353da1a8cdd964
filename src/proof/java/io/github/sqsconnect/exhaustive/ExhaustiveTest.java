package io.github.sqsconnect.exhaustive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nothing is lost, skipped, committed early or kept without limit in a small world. */
class ExhaustiveTest {
  private static final boolean IS_FULL = Boolean.getBoolean("exhaustive.full");

  @Test
  void everyRunOfEveryScopeKeepsEveryPromise() throws IOException {
    List<Scope> scopes = IS_FULL ? Scopes.full() : Scopes.quick();
    StringBuilder table = new StringBuilder(ExhaustiveSearch.HEADINGS);
    for (Scope scope : scopes) {
      ExhaustiveSearch exploration = new ExhaustiveSearch(scope);
      BrokenPromise finding = exploration.run();
      System.out.println("Exhaustive: " + exploration.figures());
      if (finding != null) {
        fail(scope + " violates " + finding.kind() + "\n\n" + finding.steps());
      }
      assertThat(exploration.states()).as(scope.name()).isGreaterThan(1_000);
      table.append(exploration.row());
    }
    Files.writeString(Path.of("target", "exhaustive-states.md"), table);
  }

  @Test
  void sameScopeIsExploredAlike() {
    ExhaustiveSearch first = new ExhaustiveSearch(Scope.fifo(2, 2, 0));
    ExhaustiveSearch second = new ExhaustiveSearch(Scope.fifo(2, 2, 0));
    assertThat(first.run()).isNull();
    assertThat(second.run()).isNull();
    assertThat(first.row()).isEqualTo(second.row());
  }
}
