package io.github.sqsconnect.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChaosTableTest {
  private static final String EMPTY =
      "# Page\n<!-- schedules: written by the build -->\n<!-- end of schedules -->\nend\n";

  /** After a change of how schedules are drawn they must be run again. */
  @Test
  void rowsOfThePageDescribeTheSchedulesOfTheirSeeds() throws IOException {
    ChaosTable.rows(Files.readString(ChaosTable.PAGE))
        .forEach(
            (seed, row) ->
                assertThat(row).startsWith(ChaosTable.planned(SchedulePlanner.of(seed))));
  }

  @Test
  void rowsAreInTheOrderOfSeedsAndReplaceOlderOnes() {
    String page = ChaosTable.withRow(EMPTY, result(11, 5));
    page = ChaosTable.withRow(page, result(2, 7));
    page = ChaosTable.withRow(page, result(11, 9));

    assertThat(ChaosTable.rows(page).keySet()).containsExactly(2L, 11L);
    assertThat(ChaosTable.rows(page).get(11L)).endsWith("| 0 | 9 | 0 | kept |\n");
    assertThat(page).startsWith("# Page\n").endsWith("<!-- end of schedules -->\nend\n");
  }

  @Test
  void brokenPromiseIsMarked() {
    ScheduleResult broken =
        new ScheduleResult(SchedulePlanner.of(3), 0, 0, 0, List.of("a gap"), "");

    assertThat(ChaosTable.withRow(EMPTY, broken)).contains("| **broken** |");
  }

  private static ScheduleResult result(long seed, int failedTasks) {
    return new ScheduleResult(SchedulePlanner.of(seed), 0, 0, failedTasks, List.of(), "");
  }
}
