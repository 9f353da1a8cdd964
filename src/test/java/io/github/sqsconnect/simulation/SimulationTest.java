package io.github.sqsconnect.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Nothing is lost, skipped, committed early or held for ever, whatever the service, the worker and
 * the group do: shown on thousands of schedules in virtual time.
 */
class SimulationTest {
  private static final long FIRST = Long.getLong("simulation.first", 1);
  private static final int SCHEDULES = Integer.getInteger("simulation.schedules", 20_000);

  /** Whether only the verdict is wanted: for mutation tests, which ask often and read nothing. */
  private static final boolean BRIEF = Boolean.getBoolean("simulation.brief");

  /** So many schedules reach every state. */
  private static final int ENOUGH = 20_000;

  @Test
  void everyScheduleKeepsEveryPromise() throws IOException {
    Campaign campaign = new Campaign();
    Campaign.Finding finding = campaign.run(FIRST, SCHEDULES);
    if (BRIEF) {
      assertThat(finding).isNull();
      return;
    }
    System.out.println("Simulation: " + campaign.figures());
    if (finding != null) {
      fail(Report.of(finding));
    }
    List<State> missed = new ArrayList<>();
    StringBuilder table = new StringBuilder("| state | schedules |\n| --- | ---: |\n");
    for (State state : State.values()) {
      int count = campaign.reached().of(state);
      table.append("| ").append(words(state)).append(" | ").append(count).append(" |\n");
      if (count == 0) {
        missed.add(state);
      }
    }
    Files.writeString(Path.of("target", "simulation-states.md"), table);
    if (SCHEDULES >= ENOUGH) {
      assertThat(missed).as("states that no schedule reached").isEmpty();
    }
  }

  private static String words(State state) {
    return state.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }

  @Test
  void sameSeedTellsTheSameStory() {
    for (long seed = 1; seed <= 50; seed++) {
      Plan plan = Campaign.plan(seed);
      assertThat(new Simulation().tell(plan)).isEqualTo(new Simulation().tell(plan));
    }
  }
}
