package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {
  private static final long NOW = -1_000_000;

  @Test
  void zeroIsNoLimit() {
    RateLimit none = new RateLimit(0);
    none.sent(10, NOW);
    assertThat(none.isOpen(NOW)).isTrue();
    assertThat(none.openAt()).isLessThan(NOW);
  }

  @Test
  void nextRequestWaitsForTheTimeOfTheOneBefore() {
    RateLimit limit = new RateLimit(20);
    assertThat(limit.isOpen(NOW)).isTrue();
    limit.sent(10, NOW);
    assertThat(limit.isOpen(NOW + 399)).isFalse();
    assertThat(limit.openAt()).isEqualTo(NOW + 400);
    assertThat(limit.isOpen(NOW + 400)).isTrue();
  }

  @Test
  void idleTimeIsNotSaved() {
    RateLimit limit = new RateLimit(20);
    limit.sent(10, NOW);
    long later = NOW + 3_600_000;
    limit.sent(10, later);
    assertThat(limit.openAt()).isEqualTo(later + 400);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 50, 999, 5_000, 20_000})
  void overAMinuteTheRateIsKeptHoweverSeldomTheTaskComesBy(int rate) {
    RateLimit limit = new RateLimit(rate);
    long sent = 0;
    for (long now = NOW; now < NOW + 60_000; now += 7) {
      while (limit.isOpen(now)) {
        limit.sent(10, now);
        sent += 10;
      }
    }
    assertThat(sent).isBetween(rate * 60L - 10, rate * 60L + rate / 10 + 20);
  }
}
