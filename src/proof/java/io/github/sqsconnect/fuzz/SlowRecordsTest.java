package io.github.sqsconnect.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.RecordAssembler;
import io.github.sqsconnect.generators.GrowingRecord;
import io.github.sqsconnect.message.MessageAssembler;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * No record takes long to convert, of any shape and with any settings. Time is processor time of
 * the thread. The limits are far above the measured times, so only a cost that grows faster than
 * the record exceeds them. {@code -Dfuzz.slow.climbs=1000} searches longer for slow records, {@code
 * -Dfuzz.seed=SEED} with another seed; {@code -Dfuzz.slow.runs=50} prints the figures of
 * docs/performance.md, in nanoseconds per byte.
 */
class SlowRecordsTest {
  private static final int BYTES = 1_000_000;

  /** Random records with which the search begins; a few seconds in a build. */
  private static final int CLIMBS = Integer.getInteger("fuzz.slow.climbs", 25);

  /** The search ends a climb after so many changes that are not slower. */
  private static final int STEPS_WITHOUT_GAIN = Integer.getInteger("fuzz.slow.steps", 8);

  /** So many of the slowest records are measured at full size. */
  private static final int SLOWEST = 4;

  /** A shorter time never fails: the compiler of the JVM may be at work. */
  private static final double LITTLE_MS = 150;

  /** The slowest record that is known needs about 250 ms. */
  private static final double MOST_MS = 1_500;

  /** Runs for each measurement; more runs find a smaller minimum. */
  private static final int RUNS = Integer.getInteger("fuzz.slow.runs", 4);

  @ParameterizedTest
  @EnumSource
  void costGrowsWithTheRecordAndNotWithItsSquare(GrowingRecord dimension) {
    double sixteenth = leastMillis(dimension, BYTES / 16);
    double quarter = leastMillis(dimension, BYTES / 4);
    double whole = leastMillis(dimension, BYTES);
    System.out.printf(
        "growth: | %s | %.1f | %.1f | %.1f |%n", dimension, sixteenth * 16, quarter * 4, whole);
    assertThat(whole)
        .as("ms for a record, four times those for a quarter of it: %s", quarter)
        .isLessThan(Math.max(LITTLE_MS, 10 * quarter));
  }

  private static double leastMillis(GrowingRecord dimension, int bytes) {
    return SlowRecordSearch.leastMillis(dimension.assembler(), dimension.of(bytes), RUNS);
  }

  /** The search measures smaller records; the slowest of them are measured at full size. */
  @Test
  void searchFindsNoSlowRecord() {
    SlowRecordSearch search =
        new SlowRecordSearch(BYTES / 4, STEPS_WITHOUT_GAIN, Long.getLong("fuzz.seed", 1));
    List<SlowRecordSearch.Found> slowest =
        Stream.generate(search::climb)
            .limit(CLIMBS)
            .sorted(Comparator.comparing(found -> -found.millis()))
            .limit(SLOWEST)
            .toList();

    for (SlowRecordSearch.Found found : slowest) {
      CostlyRecord record = found.record();
      MessageAssembler assembler = RecordAssembler.with(record.settings()).assembler();
      double millis = SlowRecordSearch.leastMillis(assembler, record.record(BYTES), 2);
      System.out.printf("fuzz: %.0f ms, a quarter %.0f ms: %s%n", millis, found.millis(), record);
      assertThat(millis).as(record.toString()).isLessThan(MOST_MS);
    }
    System.out.println("fuzz: " + search.tried() + " records tried");
  }
}
