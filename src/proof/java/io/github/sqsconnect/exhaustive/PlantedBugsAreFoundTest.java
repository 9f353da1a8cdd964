package io.github.sqsconnect.exhaustive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.exhaustive.Scopes.Small;
import io.github.sqsconnect.simulation.PlantedBug;
import io.github.sqsconnect.simulation.PlantedCopy;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The exploration finds mistakes within the small scope: each is planted in a copy of the core, and
 * the scope it must show in is explored until it does.
 */
class PlantedBugsAreFoundTest {
  /** Mistakes that only show where order is relaxed. */
  private static final List<PlantedBug> RELAXED =
      List.of(
          new PlantedBug(
              "sends both halves of a request at once",
              "delivery/QueueBacklog.java",
              "!originalsInFlight.contains(part.original())",
              "!originalsInFlight.contains(part)"),
          new PlantedBug(
              "lets a half overtake what came back",
              "delivery/OutcomeHandler.java",
              "    backlog.reenqueueOvertaking(batch, clock.now());",
              ""));

  /** A mistake that only shows in the fields of the task. */
  private static final PlantedBug KEEPS_RECORDS =
      new PlantedBug(
          "keeps the record of a closed partition",
          "delivery/PartitionOffsets.java",
          "      tracked.release();\n      tracked = after;",
          "      tracked = after;");

  @TempDir private Path folder;

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "commits one too far, ONE_RECORD, lost",
    "acknowledges before the reporter is done, ONE_RECORD, offer",
    "believes a future that is done at once, TWO_FAULTS, does not stop",
    "stops when Connect is quicker than the look, TWO_FAULTS, stopped without a reason",
    "lets a call to the reporter block without limit, TWO_FAULTS, does not stop",
    "keeps what waits over a close, ONE_RECORD, sent without owning",
    "reports in preCommit, ONE_RECORD, preCommit threw",
    "drops a half of a split request, STANDARD, bytes",
    "rejects all of a request that is refused with one code, STANDARD, does not stop",
    "rejects by a learned limit what the queue was not asked about, ONE_RECORD, reported early",
    "never pauses, SMALL_BUFFER, not paused",
    "makes messages of a whole poll at once, SMALL_BUFFER, memory",
    "stops when offsets go back, ONE_RECORD, unexpected exception",
    "commits only as far as records that offsets went back over, ONE_RECORD, sent twice at once",
    "counts records that are acknowledged, ONE_RECORD, timeout",
    "keeps the record of a closed partition, ONE_RECORD, kept",
    "sends two messages of a group, FIFO, two of a group",
    "puts the parts of a large message in the wrong order, RELAXED, order"
  })
  void plantedBugIsFound(String name, Small small, String kind) throws Exception {
    requireFound(name, small, kind);
  }

  @EnabledIfSystemProperty(named = "exhaustive.full", matches = "true")
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "forgets a message that the answer did not name, ONE_RECORD, lost",
    "does not throw what preCommit found, ONE_RECORD, does not stop",
    "stops at once where it should wait for access to spread, ONE_RECORD, stopped without a reason",
    "never orphans a record, STANDARD, sent twice at once",
    "sends what waited before offsets went back, ONE_RECORD, sent twice at once",
    "forgets records that are not read again when offsets go back, STANDARD, lost",
    "makes messages of records of a closed partition, SMALL_BUFFER, unexpected exception",
    "releases the window twice, STANDARD, window",
    "sends in preCommit, STANDARD, sent outside put",
    "asks an ill service with all it has, STANDARD, probes",
    "retries an orphan, TWO_FAULTS, sent without owning",
    "puts a message back behind its group, FIFO, order",
    "unmutes a group whose message failed, FIFO, two of a group",
    "puts a message back behind its group, RELAXED, order",
    "sends both halves of a request at once, RELAXED, two of a group",
    "lets a half overtake what came back, RELAXED_TWO_FAULTS, order"
  })
  void morePlantedBugsAreFoundInALongWhile(String name, Small small, String kind) throws Exception {
    requireFound(name, small, kind);
  }

  private void requireFound(String name, Small small, String kind) throws Exception {
    PlantedBug planted =
        Stream.of(PlantedBug.ALL, RELAXED, List.of(KEEPS_RECORDS))
            .flatMap(List::stream)
            .filter(bug -> bug.name().equals(name))
            .findFirst()
            .orElseThrow();
    try (PlantedCopy copy = PlantedCopy.of(planted, folder)) {
      String found = (String) copy.call(Scopes.class, "firstViolation", small.ordinal());
      assertThat(found).as("the first violation").startsWith(kind + '\n').contains("VIOLATION");
    }
  }
}
