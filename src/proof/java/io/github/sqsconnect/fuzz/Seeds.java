package io.github.sqsconnect.fuzz;

import java.util.Random;

/**
 * The cases of a test, each drawn from a seed: a few in every build; {@code -Dfuzz.times=100} runs
 * a hundred times as many, {@code -Dfuzz.seed=SEED} one alone.
 */
final class Seeds {
  private static final int TIMES = Integer.getInteger("fuzz.times", 1);
  private static final Long ONLY = Long.getLong("fuzz.seed");

  private Seeds() {}

  /** One case. */
  interface Case {
    void run(long seed, Random random) throws Exception;
  }

  static void each(int few, Case drawn) {
    long first = ONLY == null ? 1 : ONLY;
    long last = ONLY == null ? (long) few * TIMES : ONLY;
    for (long seed = first; seed <= last; seed++) {
      try {
        drawn.run(seed, random(seed));
      } catch (Throwable broken) {
        throw new AssertionError("seed " + seed + ": " + broken.getMessage(), broken);
      }
    }
    System.out.println("fuzz: " + (last - first + 1) + " cases in " + caller());
  }

  /** Seeds that follow one another must not draw alike. */
  static Random random(long seed) {
    return new Random(seed * 0x9E3779B97F4A7C15L);
  }

  static int times() {
    return TIMES;
  }

  private static String caller() {
    return StackWalker.getInstance()
        .walk(frames -> frames.skip(2).findFirst().map(f -> f.getMethodName()).orElse("?"));
  }
}
