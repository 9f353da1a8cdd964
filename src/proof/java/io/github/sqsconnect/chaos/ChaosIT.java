package io.github.sqsconnect.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.project.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The promises of delivery on real servers under seeded chaos. {@code verify} runs three schedules
 * and three incidents, {@code -Dchaos.schedules=50} runs fifty and every incident, {@code
 * -Dchaos.seed=SEED} one. With {@code -Ddocs.write=true} each result is written to {@code
 * docs/chaos.md}.
 */
final class ChaosIT {
  private static final boolean WRITE = Boolean.getBoolean("docs.write");
  private static final Path LOGS = ProjectFiles.target().resolve("chaos/logs");

  /**
   * FIFO with lost answers; a frozen worker; a killed worker, deleted offsets and stopped tasks; a
   * missing dead-letter topic; STS down; a topic that is created again.
   */
  private static final long[] FEW = {10, 12, 22, 1000, 1003, 1006};

  @Test
  void everyScheduleKeepsEveryPromise() throws IOException {
    List<ScheduleResult> results = new ArrayList<>();
    ProjectFiles.emptied(LOGS);
    try (Cluster cluster = Cluster.start()) {
      for (long seed : seeds()) {
        cluster.restore();
        results.add(run(cluster, seed));
      }
    }
    String broken =
        results.stream()
            .filter(result -> !result.kept())
            .map(ScheduleResult::report)
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

  private static ScheduleResult result(ScheduleRun run) {
    try {
      return run.run();
    } catch (RuntimeException e) {
      return run.abandoned(e);
    }
  }

  private static ScheduleResult run(Cluster cluster, long seed) throws IOException {
    long begin = System.nanoTime();
    try (ScheduleRun run = new ScheduleRun(cluster, SchedulePlanner.of(seed))) {
      ScheduleResult result = result(run);
      Files.writeString(LOGS.resolve(seed + ".txt"), result.report());
      if (WRITE) {
        ChaosTable.write(result);
      }
      System.out.printf(
          "Chaos: seed %d: promises %s, %d duplicates per 100,000 records, %d s%n",
          seed,
          result.kept() ? "kept" : "BROKEN",
          result.duplicatesPer100000(),
          (System.nanoTime() - begin) / 1_000_000_000);
      return result;
    }
  }
}
