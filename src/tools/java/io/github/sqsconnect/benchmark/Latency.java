package io.github.sqsconnect.benchmark;

import java.util.SplittableRandom;

/** The time until the endpoint answers. */
enum Latency {
  NONE("0 ms"),
  MS_10("10 ms"),
  MS_20("20 ms"),
  /** Half of the answers take more than 10 ms, 1 % more than 33 ms, 0.01 % more than 130 ms. */
  HEAVY_TAIL("tail"),
  /** The endpoint does not respond. */
  HANGING("no answer");

  static final long NEVER = -1;

  private static final double TAIL = 3.3;

  private final String label;
  private final SplittableRandom random = new SplittableRandom(1);

  Latency(String label) {
    this.label = label;
  }

  synchronized long nextMicros() {
    return switch (this) {
      case NONE -> 0;
      case MS_10 -> 10_000;
      case MS_20 -> 20_000;
      case HEAVY_TAIL -> (long) (10_000 * Math.pow(2 * (1 - random.nextDouble()), -1 / TAIL));
      case HANGING -> NEVER;
    };
  }

  String label() {
    return label;
  }
}
