package io.github.sqsconnect.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.servers.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The promises of delivery, kept on real servers under seeded chaos. Three schedules in {@code
 * verify}, and some with an incident; fifty and every incident with {@code -Dchaos.schedules=50};
 * one by {@code -Dchaos.seed=SEED}. With {@code -Ddocs.write=true} each result is written to {@code
 * docs/chaos.md}.
 */
final class ChaosIT {
  private static final boolean WRITE = Boolean.getBoolean("docs.write");
  private static final Path STORIES = ProjectFiles.target().resolve("chaos/stories");

  /**
   * FIFO with answers lost; a frozen worker; a killed worker, offsets forgotten, tasks stopped; no
   * dead letter topic; no STS; a topic that was recreated.
   */
  private static final long[] FEW = {10, 12, 22, 1000, 1003, 1006};

  @Test
  void everyScheduleKeepsEveryPromise() throws IOException {
    List<Outcome> outcomes = new ArrayList<>();
    ProjectFiles.fresh(STORIES);
    try (Cluster cluster = Cluster.start()) {
      for (long seed : seeds()) {
        cluster.restore();
        outcomes.add(run(cluster, seed));
      }
    }
    String broken =
        outcomes.stream()
            .filter(outcome -> !outcome.kept())
            .map(Outcome::report)
            .collect(Collectors.joining("\n"));
    assertThat(broken).isEmpty();
  }

  private static long[] seeds() {
    Long only = Long.getLong("chaos.seed");
    if (only != null) {
      return new long[] {only};
    }
    int count = Integer.getInteger("chaos.schedules", 0);
    Long first = Long.getLong("chaos.first");
    if (count == 0) {
      return FEW;
    }
    return first == null
        ? LongStream.concat(LongStream.rangeClosed(1, count), everyIncident()).toArray()
        : LongStream.range(first, first + count).toArray();
  }

  private static LongStream everyIncident() {
    return LongStream.range(Incident.FIRST_SEED, Incident.FIRST_SEED + Incident.values().length);
  }

  private static Outcome outcome(ScheduleRun run) {
    try {
      return run.run();
    } catch (RuntimeException e) {
      return run.abandoned(e);
    }
  }

  private static Outcome run(Cluster cluster, long seed) throws IOException {
    long begin = System.nanoTime();
    try (ScheduleRun run = new ScheduleRun(cluster, Planner.of(seed))) {
      Outcome outcome = outcome(run);
      Files.writeString(STORIES.resolve(seed + ".txt"), outcome.report());
      if (WRITE) {
        ChaosTable.write(outcome);
      }
      System.out.printf(
          "Chaos: seed %d %s, %d per 100,000 again, %d s%n",
          seed,
          outcome.kept() ? "kept" : "BROKEN",
          outcome.againPer100000(),
          (System.nanoTime() - begin) / 1_000_000_000);
      return outcome;
    }
  }
}
