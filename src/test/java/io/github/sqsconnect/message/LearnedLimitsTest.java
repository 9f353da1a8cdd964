package io.github.sqsconnect.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LearnedLimitsTest {
  private static final TargetQueue A = new TargetQueue("https://sqs/1/a");
  private static final TargetQueue B = new TargetQueue("https://sqs/1/b", true);

  private final LearnedLimits limits = new LearnedLimits(5_000);

  @Test
  void eachQueueHasItsOwnLimit() {
    limits.of(A).learn(2_000, 0);
    assertThat(limits.bytes(A)).isEqualTo(2_000);
    assertThat(limits.bytes(B)).isEqualTo(5_000);
    assertThat(limits.of(A)).isSameAs(limits.of(A));
    limits.forget(A);
    assertThat(limits.isAnyLearned()).isFalse();
  }

  @Test
  void forgottenQueueHasTheConfiguredLimit() {
    limits.of(A).learn(2_000, 0);
    limits.of(B).learn(3_000, 0);
    limits.forget(A);
    assertThat(limits.isAnyLearned()).isTrue();
    assertThat(limits.bytes(A)).isEqualTo(5_000);
    assertThat(limits.bytes(B)).isEqualTo(3_000);
  }

  @Test
  void oldLimitsExpireOneByOne() {
    limits.of(A).learn(2_000, 0);
    limits.of(B).learn(3_000, 1);
    limits.expire(600_000);
    assertThat(limits.bytes(A)).isEqualTo(5_000);
    assertThat(limits.bytes(B)).isEqualTo(3_000);
  }

  @Test
  void limitThatIsOnlyKnownIsNotLearned() {
    assertThat(limits.of(A).bytes()).isEqualTo(5_000);
    assertThat(limits.isAnyLearned()).isFalse();
    limits.of(A).learn(4_999, 0);
    assertThat(limits.isAnyLearned()).isTrue();
  }

  @Test
  void snapshotAddsNoQueue() {
    assertThat(limits.snapshot(A)).isEqualTo(new LearnedLimit.State(false, 5_000, 0));
    limits.of(A).learn(2_000, 7);
    assertThat(limits.snapshot(A)).isEqualTo(new LearnedLimit.State(true, 2_000, 7));
  }
}
