package io.github.sqsconnect.planted;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.simulation.Campaign;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The simulation finds mistakes: each is planted in a copy of the core's sources, compiled, and
 * must be found by the schedules that the core itself passes.
 */
class PlantedBugsInSimulationTest {
  private static final int SCHEDULES = 20_000;

  @TempDir private Path folder;

  static Stream<PlantedBug> bugs() {
    return PlantedBug.ALL.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bugs")
  void plantedBugIsFound(PlantedBug bug) throws Exception {
    try (PlantedCopy copy = PlantedCopy.of(bug, folder)) {
      Object found = copy.call(Campaign.class, "firstViolation", SCHEDULES);
      System.out.println("Planted bug '" + bug.name() + "': " + found);
      assertThat(found).as("the first violation").isNotNull();
    }
  }

  @Test
  void failingScheduleIsToldShortAndAlwaysAlike() throws Exception {
    try (PlantedCopy copy = PlantedCopy.of(PlantedBug.ALL.get(0), folder)) {
      String report = (String) copy.call(Campaign.class, "firstReport", SCHEDULES);
      assertThat(report).containsPattern(" violates: (offer|lost): ");
      assertThat(report.lines().filter(line -> line.contains(" puts ")))
          .as("the polls with records in the story:%n%s", report)
          .hasSize(1);
      assertThat(copy.call(Campaign.class, "firstReport", SCHEDULES)).isEqualTo(report);
    }
  }
}
