package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QueueHealthTest {
  private final BufferFixture fixture = new BufferFixture(TestPipeline.QUEUE);
  private final Delivery first = fixture.delivery("a", null, 0);
  private final Delivery second = fixture.delivery("b", null, 0);
  private final QueueHealth health = new QueueHealth();

  @Test
  void queueHasRecoveredWhenTheLastRetriedMessageIsDone() {
    health.retried(first, 100);
    health.reported();
    health.retried(second, 200);
    health.retried(first, 300);
    assertThat(health.hasRecovered(false)).isFalse();
    health.done(first);
    assertThat(health.hasRecovered(false)).as("the other one waits").isFalse();
    health.done(second);
    assertThat(health.hasRecovered(true)).as("it fails again").isFalse();
    assertThat(health.hasRecovered(false)).isTrue();
    assertThat(health.failingMs(450)).isEqualTo(350);
    assertThat(health.retries()).isEqualTo(3);
    assertThat(health.hasRecovered(false)).as("the observer knows").isFalse();
  }

  @Test
  void retriesThatNobodyKnowsOfAreNoRecovery() {
    health.retried(first, 100);
    health.done(first);
    assertThat(health.hasRecovered(false)).isFalse();
  }

  @Test
  void messageThatWasNotRetriedChangesNothing() {
    health.retried(first, 100);
    health.reported();
    health.done(second);
    assertThat(health.hasRecovered(false)).isFalse();
    health.done(first);
    assertThat(health.hasRecovered(false)).isTrue();
  }

  @Test
  void nextFailureIsCountedFromItsOwnBeginning() {
    health.retried(first, 100);
    health.done(first);
    health.retried(second, 500);
    assertThat(health.failingMs(600)).isEqualTo(100);
    assertThat(health.retries()).isEqualTo(1);
  }
}
