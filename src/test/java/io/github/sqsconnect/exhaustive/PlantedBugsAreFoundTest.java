package io.github.sqsconnect.exhaustive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.exhaustive.Scopes.Small;
import io.github.sqsconnect.simulation.PlantedBug;
import io.github.sqsconnect.simulation.PlantedCopy;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The exploration finds mistakes within the small scope: each is planted in a copy of the core, and
 * the scope it must show in is explored until it does.
 */
class PlantedBugsAreFoundTest {
  @TempDir private Path folder;

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "commits one too far, STANDARD, lost",
    "forgets a message that the answer did not name, STANDARD, lost",
    "never orphans a record, STANDARD, sent twice at once",
    "releases the window twice, STANDARD, window",
    "acknowledges before the reporter is done, STANDARD, offer",
    "keeps what waits over a close, STANDARD, sent twice at once",
    "drops a half of a split request, STANDARD, bytes",
    "reports in preCommit, STANDARD, reported outside put",
    "sends in preCommit, STANDARD, sent outside put",
    "asks an ill service with all it has, STANDARD, probes",
    "does not throw what preCommit found, STANDARD, does not stop",
    "stops at once where it should wait for access to spread, STANDARD, stopped without a reason",
    "retries an orphan, TWO_FAULTS, sent without owning",
    "puts a message back behind its group, FIFO, order",
    "unmutes a group whose message failed, FIFO, two of a group",
    "never pauses, SMALL_BUFFER, not paused"
  })
  void plantedBugIsFound(String name, Small small, String kind) throws Exception {
    PlantedBug planted =
        PlantedBug.ALL.stream().filter(bug -> bug.name().equals(name)).findFirst().orElseThrow();
    try (PlantedCopy copy = PlantedCopy.of(planted, folder)) {
      String found = (String) copy.call(Scopes.class, "firstViolation", small.ordinal());
      assertThat(found).as("the first violation").startsWith(kind + '\n').contains("VIOLATION");
    }
  }
}
