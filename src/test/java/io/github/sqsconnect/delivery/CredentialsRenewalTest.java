package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.ManualClock;
import org.junit.jupiter.api.Test;

class CredentialsRenewalTest {
  private final ManualClock clock = new ManualClock(100_000);
  private boolean hasNewer;
  private int reads;
  private final CredentialsRenewal renewal =
      new CredentialsRenewal(
          new MessageSender() {
            @Override
            public void send(MessageBatch batch) {
              throw new AssertionError("nothing is to be sent");
            }

            @Override
            public boolean renewCredentials() {
              reads++;
              return hasNewer;
            }
          },
          clock);

  private MessageBatch sentNow() {
    MessageBatch batch = MessageBatches.batch(TestPipeline.QUEUE, "a");
    batch.sent(clock.now());
    return batch;
  }

  @Test
  void withoutNewerCredentialsARejectedRequestIsNotRetried() {
    MessageBatch first = sentNow();
    assertThat(renewal.mayBeAcceptedLater(first)).isFalse();
    assertThat(renewal.mayBeAcceptedLater(first)).as("the keys are not read for it").isFalse();
    assertThat(reads).isEqualTo(1);
  }

  @Test
  void newerCredentialsExcuseRequestsSentBeforeAndForThirtySeconds() {
    MessageBatch before = sentNow();
    clock.advance(1);
    hasNewer = true;
    assertThat(renewal.mayBeAcceptedLater(before)).isTrue();

    hasNewer = false;
    clock.advance(29_999);
    assertThat(renewal.mayBeAcceptedLater(sentNow())).as("still spreading").isTrue();
    clock.advance(1);
    assertThat(renewal.mayBeAcceptedLater(before)).as("signed with older ones").isTrue();
    assertThat(renewal.mayBeAcceptedLater(sentNow())).isFalse();
    assertThat(reads).isEqualTo(2);
  }

  @Test
  void expiredCredentialsAreReadAgainAtMostOnceAMinute() {
    renewal.expired(sentNow());
    clock.advance(59_999);
    renewal.expired(sentNow());
    assertThat(reads).isEqualTo(1);
    clock.advance(1);
    renewal.expired(sentNow());
    assertThat(reads).isEqualTo(2);
  }

  @Test
  void requestOfTheSameMillisecondAsTheReadIsOlder() {
    hasNewer = true;
    MessageBatch same = sentNow();
    assertThat(renewal.mayBeAcceptedLater(same)).isTrue();
    hasNewer = false;
    clock.advance(60_000);
    assertThat(renewal.mayBeAcceptedLater(same)).isTrue();
    renewal.expired(same);
    assertThat(reads).isEqualTo(1);
  }
}
