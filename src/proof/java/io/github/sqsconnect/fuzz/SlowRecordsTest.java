package io.github.sqsconnect.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.jmh.GrowingRecord;
import io.github.sqsconnect.jmh.GrowthBenchmark;
import io.github.sqsconnect.message.MessageAssembler;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * No record takes long to convert, of any shape and with any settings. Time is processor time of
 * the thread. The limits are far above the measured times, so only a cost that grows faster than
 * the record exceeds them. {@code -Dfuzz.slow.minutes=10} searches for slow records, {@code
 * -Dfuzz.seed=SEED} with another seed; {@code -Dfuzz.slow.runs=50} prints the figures of
 * docs/performance.md, in nanoseconds per byte.
 */
class SlowRecordsTest {
  private static final int BYTES = 1_000_000;

  /** Minutes to search; none in a build. */
  private static final int MINUTES = Integer.getInteger("fuzz.slow.minutes", 0);

  /** A shorter time never fails: the compiler of the JVM may be at work. */
  private static final double LITTLE_MS = 150;

  /** Runs for each measurement; more runs find a smaller minimum. */
  private static final int RUNS = Integer.getInteger("fuzz.slow.runs", 4);

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

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
    MessageAssembler assembler = GrowthBenchmark.assembler(dimension);
    SinkRecord record = dimension.of(bytes);
    double least = Double.MAX_VALUE;
    for (int run = 0; run < RUNS; run++) {
      long start = THREADS.getCurrentThreadCpuTime();
      assembler.assemble(record);
      least = Math.min(least, (THREADS.getCurrentThreadCpuTime() - start) / 1e6);
    }
    return least;
  }

  @Test
  void searchFindsNoSlowRecord() {
    long end = System.nanoTime() + MINUTES * 60_000_000_000L;
    SlowRecordSearch search = new SlowRecordSearch(BYTES, Long.getLong("fuzz.seed", 1));
    while (System.nanoTime() < end) {
      search.climb();
    }
    search
        .worst()
        .values()
        .forEach(
            found -> {
              SlowRecordSearch.Found again = SlowRecordSearch.measure(found.record(), BYTES, 3);
              System.out.printf(
                  "fuzz: %.0f ms, at best %.0f ms: %s%n  %s%n",
                  found.millis(), again.millis(), again.result(), found.record());
              assertThat(again.millis()).as(found.record().toString()).isLessThan(5_000);
            });
    System.out.println("fuzz: " + search.tried() + " records tried");
  }
}
