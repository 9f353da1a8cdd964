package io.github.sqsconnect.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.sqsconnect.world.ReachableState;
import io.github.sqsconnect.world.ReachedStates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Nothing is lost, skipped, committed early or kept without limit, in any behaviour of the service,
 * the worker and the group: shown on thousands of schedules in virtual time.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SimulationTest {
  private static final long FIRST = Long.getLong("simulation.first", 1);
  private static final int SCHEDULES = Integer.getInteger("simulation.schedules", 20_000);

  /** Whether only the verdict is wanted: for mutation tests, which ask often and read nothing. */
  private static final boolean BRIEF = Boolean.getBoolean("simulation.brief");

  /** So many schedules, from the first on, reach every state; the page counts those of these. */
  private static final int ENOUGH = 20_000;

  /** Virtual time for each second of processor time; what the simulation is for. */
  private static final double LEAST_SPEED = 10_000;

  private static final boolean WRITE = Boolean.getBoolean("docs.write");

  @Test
  @Order(1)
  void everyScheduleKeepsEveryPromise() throws IOException {
    Campaign campaign = new Campaign();
    Campaign.Finding finding = campaign.run(FIRST, SCHEDULES);
    if (BRIEF) {
      assertThat(finding).isNull();
      return;
    }
    System.out.println("Simulation: " + campaign.figures());
    if (finding != null) {
      fail(FailureReport.of(finding));
    }
    ReachedStates reached = campaign.reached();
    Files.writeString(Path.of("target", "simulation-states.md"), StatesTable.of(reached));
    if (SCHEDULES < ENOUGH) {
      return;
    }
    assertThat(ReachableState.values())
        .as("states that are reached")
        .allMatch(s -> reached.of(s) > 0);
    assertThat(Stream.concat(RequestErrors.all().stream(), EntryErrors.all().stream()))
        .filteredOn(error -> !reached.wasUsed(error))
        .as("errors of the service that are never used")
        .extracting(Object::toString)
        .isEmpty();
    assertThat(campaign.speed()).as(campaign.figures()).isGreaterThan(LEAST_SPEED);
    if (WRITE && FIRST == 1 && SCHEDULES == ENOUGH) {
      StatesTable.write(reached);
    }
  }

  /** The counts are as of when they were written; every change of the core moves them a little. */
  @Test
  @Order(2)
  void pageListsTheStatesThatAreReached() throws IOException {
    assertThat(StatesTable.shown().keySet())
        .as("./mvnw test -Dtest=SimulationTest -Ddocs.write=true rewrites the table")
        .containsExactlyElementsOf(
            Stream.of(ReachableState.values()).map(StatesTable::words).toList());
    assertThat(StatesTable.shown().values()).allMatch(count -> count > 0);
  }

  @Test
  @Order(3)
  void sameSeedMakesTheSameSteps() {
    for (long seed = 1; seed <= 50; seed++) {
      SchedulePlan plan = Campaign.plan(seed);
      assertThat(new Simulation().log(plan)).isEqualTo(new Simulation().log(plan));
    }
  }
}
