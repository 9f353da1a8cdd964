package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MinimumIntervalTest {
  @ParameterizedTest
  @ValueSource(longs = {0, 5, -1_000_000_000_000L, 1_000_000_000_000L})
  void allowsTheFirstImmediatelyAndThenOncePerInterval(long start) {
    MinimumInterval cooldown = new MinimumInterval(60);
    assertThat(cooldown.tryAcquire(start)).isTrue();
    assertThat(cooldown.tryAcquire(start)).isFalse();
    assertThat(cooldown.tryAcquire(start + 59)).isFalse();
    assertThat(cooldown.tryAcquire(start + 60)).isTrue();
    assertThat(cooldown.tryAcquire(start + 61)).as("counted from when it passed").isFalse();
    assertThat(cooldown.tryAcquire(start + 500)).isTrue();
    assertThat(cooldown.tryAcquire(start + 559)).isFalse();
  }
}
