package io.github.sqsconnect.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LearnedLimitTest {
  private static final long NOW = -1_000_000;

  private final LearnedLimit limit = new LearnedLimit(5_000);

  @Test
  void newestLimitCountsAndNoneAboveTheConfigured() {
    assertThat(limit.bytes()).isEqualTo(5_000);
    limit.learn(1_024, NOW);
    assertThat(limit.bytes()).isEqualTo(1_024);
    limit.learn(2_048, NOW + 1);
    assertThat(limit.bytes()).isEqualTo(2_048);
    limit.learn(10_000, NOW + 2);
    assertThat(limit.bytes()).isEqualTo(5_000);
  }

  @Test
  void limitIsForgottenAfterTenMinutes() {
    limit.learn(1_024, NOW);
    limit.expire(NOW + 599_999);
    assertThat(limit.bytes()).isEqualTo(1_024);
    limit.expire(NOW + 600_000);
    assertThat(limit.bytes()).isEqualTo(5_000);
  }

  @Test
  void limitIsForgottenWhenMoreIsAcceptedThatWasSentSince() {
    limit.learn(1_024, NOW);
    limit.accepted(1_025, NOW - 1);
    limit.accepted(1_024, NOW + 1);
    assertThat(limit.bytes()).isEqualTo(1_024);
    limit.accepted(1_025, NOW);
    assertThat(limit.bytes()).isEqualTo(5_000);
  }
}
