package io.github.sqsconnect.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** No record takes long, whatever its shape and the settings. */
class SlowRecordsTest {
  private static final int BYTES = 1_000_000;

  /** Minutes to search; none in a build. */
  private static final int MINUTES = Integer.getInteger("fuzz.slow.minutes", 0);

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
                  found.millis(), again.millis(), again.became(), found.record());
              assertThat(again.millis()).as(found.record().toString()).isLessThan(5_000);
            });
    System.out.println("fuzz: " + search.tried() + " records tried");
  }
}
