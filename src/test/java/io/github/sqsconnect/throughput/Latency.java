package io.github.sqsconnect.throughput;

import java.util.SplittableRandom;

/** How long an answer takes. */
enum Latency {
  NONE(0),
  MS_10(10_000),
  MS_20(20_000),
  /** Half take more than 10 ms, one of a hundred 33 ms, one of ten thousand 130 ms. */
  HEAVY_TAIL(10_000);

  private static final double TAIL = 3.3;

  private final long micros;
  private final SplittableRandom random = new SplittableRandom(1);

  Latency(long micros) {
    this.micros = micros;
  }

  synchronized long nextMicros() {
    return this == HEAVY_TAIL
        ? (long) (micros * Math.pow(2 * (1 - random.nextDouble()), -1 / TAIL))
        : micros;
  }

  String label() {
    return this == HEAVY_TAIL ? "tail" : micros / 1_000 + " ms";
  }
}
