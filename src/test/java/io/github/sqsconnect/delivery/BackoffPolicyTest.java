package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackoffPolicyTest {
  private static final double ALMOST_ONE = Math.nextDown(1.0);

  @Test
  void boundDoublesWithEveryFailureUpToTheLongest() {
    BackoffPolicy policy = new BackoffPolicy(100, 20_000, () -> ALMOST_ONE);
    long[] bounds = {100, 200, 400, 800, 1_600, 3_200, 6_400, 12_800, 20_000, 20_000};
    for (int failures = 1; failures <= bounds.length; failures++) {
      assertThat(policy.backoffMs(failures)).isEqualTo(bounds[failures - 1]);
    }
  }

  @Test
  void manyFailuresDoNotOverflow() {
    BackoffPolicy policy = new BackoffPolicy(60_000, 600_000, () -> ALMOST_ONE);
    for (int failures : new int[] {31, 32, 33, 63, 64, 65, 1_000, Integer.MAX_VALUE}) {
      assertThat(policy.backoffMs(failures)).isEqualTo(600_000);
    }
  }

  @Test
  void jitterIsFull() {
    SplittableRandom random = new SplittableRandom(1);
    BackoffPolicy policy = new BackoffPolicy(8, 20_000, random::nextDouble);
    int[] seen = new int[9];
    for (int i = 0; i < 9_000; i++) {
      seen[(int) policy.backoffMs(1)]++;
    }
    assertThat(Arrays.stream(seen)).allMatch(count -> count > 700 && count < 1_300);
    assertThat(new BackoffPolicy(100, 20_000, () -> 0).backoffMs(5)).isZero();
  }
}
