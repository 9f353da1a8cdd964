package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.message.LearnedLimit;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueueBacklogTest {
  private static final long NOW = 10_000;

  private final BufferFixture fixture = new BufferFixture(TestPipeline.QUEUE);
  private final QueueBacklog backlog =
      new QueueBacklog(
          TestPipeline.QUEUE,
          BufferFixture.settings("sqs.linger.ms", 0, "sqs.max.in.flight.requests", 2),
          new BackoffPolicy(100, 20_000, () -> 0.999999),
          DeliveryCounts.ofTask(0));

  @Test
  void isOpenUntilTheWindowIsFull() {
    assertThat(backlog.isOpen(NOW)).isTrue();
    backlog.window().sent();
    backlog.window().sent();
    assertThat(backlog.isOpen(NOW)).isFalse();
  }

  @Test
  void failedRequestsCloseItForLongerAndLongerButNeverLongerThanTheProbe() {
    long now = NOW;
    for (long wait : new long[] {100, 200, 400, 800, 1_600, 2_000, 2_000}) {
      backlog.requestFailed(now, now);
      assertThat(backlog.isOpen(now + wait - 1)).isFalse();
      assertThat(backlog.isOpen(now + wait)).isTrue();
      now += wait;
    }
    backlog.requestSucceeded();
    assertThat(backlog.isOpen(now)).isTrue();
    backlog.requestFailed(now, now);
    assertThat(backlog.isOpen(now + 100)).as("the count starts at 0").isTrue();
  }

  /** A window of requests that failed at once made the queue wait for up to two seconds. */
  @Test
  void requestsThatWereInFlightTogetherAreOneFailure() {
    for (int i = 0; i < 60; i++) {
      backlog.requestFailed(NOW - 20, NOW + i);
    }
    assertThat(backlog.isOpen(NOW + 99)).isFalse();
    assertThat(backlog.isOpen(NOW + 100)).isTrue();

    backlog.requestFailed(NOW + 100, NOW + 120);
    assertThat(backlog.isOpen(NOW + 319)).as("a probe that was sent later").isFalse();
    assertThat(backlog.isOpen(NOW + 320)).isTrue();

    backlog.requestSucceeded();
    backlog.requestFailed(NOW - 20, NOW + 330);
    assertThat(backlog.isOpen(NOW + 330)).as("the first failure after a success").isFalse();
  }

  @Test
  void isIdleWhenNothingWaitsOrIsInFlight() {
    assertThat(backlog.isIdle()).isTrue();
    append("a");
    append("b");
    assertThat(backlog.isIdle()).isFalse();
    MessageBatch batch = sent(NOW);
    assertThat(backlog.isIdle()).as("in flight").isFalse();
    backlog.completed(batch);
    backlog.halve(batch, null);
    assertThat(backlog.isIdle()).as("halves wait").isFalse();
  }

  @Test
  void whileItIsIllOneRequestProbes() {
    append("a");
    append("b");
    backlog.requestFailed(NOW, NOW);
    MessageBatch probe = sent(NOW + 1_000);
    assertThat(backlog.isOpen(NOW + 1_001)).isFalse();
    backlog.completed(probe);
    assertThat(backlog.isOpen(NOW + 1_001)).isTrue();
  }

  @Test
  void probeThatHangsIsNotWaitedFor() {
    append("a");
    backlog.requestFailed(NOW, NOW);
    MessageBatch probe = sent(NOW + 1_000);
    assertThat(backlog.isOpen(NOW + 2_999)).isFalse();
    assertThat(backlog.isOpen(NOW + 3_000)).isTrue();
    assertThat(probe.deliveries()).isNotEmpty();
  }

  private MessageBatch sent(long now) {
    MessageBatch batch = backlog.next(now, now);
    batch.sent(now);
    backlog.sent(batch);
    return batch;
  }

  @Test
  void requestSentBeforeTheFirstFailureIsNoProbe() {
    append("a");
    append("b");
    MessageBatch before = sent(NOW);
    backlog.requestFailed(NOW, NOW);
    assertThat(backlog.isOpen(NOW + 100)).isTrue();

    append("c");
    MessageBatch probe = sent(NOW + 100);
    backlog.completed(before);
    assertThat(backlog.isOpen(NOW + 101)).as("the probe is in flight").isFalse();
    backlog.requestSucceeded();
    assertThat(backlog.isOpen(NOW + 101)).as("another request succeeded").isTrue();
    backlog.completed(probe);
    assertThat(backlog.isOpen(NOW + 101)).isTrue();
  }

  @Test
  void statusHasTheSmallestLimitThatWasLearned() {
    assertThat(learned(false, 5_000)).isZero();
    assertThat(learned(true, 5_000)).isEqualTo(5_000);
    backlog.limits().learned().learn(4_000, NOW);
    assertThat(learned(false, 5_000)).isEqualTo(4_000);
    assertThat(learned(true, 5_000)).isEqualTo(4_000);
    assertThat(learned(true, 3_000)).isEqualTo(3_000);
  }

  private int learned(boolean isLearned, int messageLimit) {
    return backlog.status(new LearnedLimit.State(isLearned, messageLimit, NOW)).learnedLimitBytes();
  }

  @Test
  void statusCountsWhatWaitsAndIsInFlight() {
    for (int i = 0; i < 13; i++) {
      append("a");
    }
    sent(NOW);
    QueueStatus status = backlog.status(new LearnedLimit.State(false, 1, 0));
    assertThat(status.queue()).isEqualTo(TestPipeline.QUEUE);
    assertThat(status.requestsInFlight()).isEqualTo(1);
    assertThat(status.messagesWaiting()).isEqualTo(3);
    assertThat(status.window()).isEqualTo(2);
    assertThat(status.isFailing()).isFalse();
    backlog.requestFailed(NOW, NOW);
    assertThat(backlog.status(new LearnedLimit.State(false, 1, 0)).isFailing()).isTrue();
  }

  @Test
  void nothingIsSendableBeforeTheBackoffIsOver() {
    append("a");
    assertThat(backlog.isSendable(NOW)).isTrue();
    backlog.requestFailed(NOW, NOW);
    assertThat(backlog.isSendable(NOW + 99)).isFalse();
    assertThat(backlog.nextSendableAt(NOW)).isEqualTo(NOW + 100);
    assertThat(backlog.isSendable(NOW + 100)).isTrue();
  }

  @Test
  void withNothingWaitingNothingBecomesSendable() {
    backlog.requestFailed(NOW, NOW);
    assertThat(backlog.nextSendableAt(NOW)).isEqualTo(QueueBacklog.NEVER);
    assertThat(backlog.next(NOW + 100, NOW + 100)).isNull();
  }

  @Test
  void halvesAreSentFirstAndUnchanged() {
    append("later");
    List<Delivery> all =
        List.of(
            fixture.delivery("a", null, NOW),
            fixture.delivery("b", null, NOW),
            fixture.delivery("c", null, NOW));
    BadEntrySearch search = new BadEntrySearch(3);
    backlog.halve(new MessageBatch(TestPipeline.QUEUE, all), search);
    assertThat(backlog.isSendable(NOW)).isTrue();
    assertThat(backlog.nextSendableAt(NOW)).isEqualTo(NOW);
    for (List<Delivery> half : List.of(all.subList(0, 1), all.subList(1, 3))) {
      MessageBatch halves = backlog.next(NOW, NOW);
      assertThat(halves.deliveries()).isEqualTo(half);
      assertThat(halves.search()).isSameAs(search);
    }
    assertThat(MessageBatches.bodies(backlog.next(NOW, NOW))).containsExactly("later");
  }

  @Test
  void halvesAboveALimitLearnedSinceAreHalvedBeforeTheyAreSent() {
    List<Delivery> all =
        List.of(
            fixture.delivery("a".repeat(400), null, NOW),
            fixture.delivery("b".repeat(400), null, NOW),
            fixture.delivery("c".repeat(400), null, NOW),
            fixture.delivery("d".repeat(400), null, NOW),
            fixture.delivery("e".repeat(2_000), null, NOW));
    BadEntrySearch search = new BadEntrySearch(5);
    backlog.limits().learned().learn(1_000, NOW);
    backlog.halve(new MessageBatch(TestPipeline.QUEUE, all), search);
    for (List<Delivery> part :
        List.of(all.subList(0, 2), all.subList(2, 3), all.subList(3, 4), all.subList(4, 5))) {
      MessageBatch halves = backlog.next(NOW, NOW);
      assertThat(halves.deliveries()).isEqualTo(part);
      assertThat(halves.search()).isSameAs(search);
    }
    assertThat(backlog.next(NOW, NOW)).isNull();
  }

  @Test
  void partThatWaitsAloneIsSendable() {
    List<Delivery> all =
        List.of(fixture.delivery("a", null, NOW), fixture.delivery("b", null, NOW));
    backlog.halve(new MessageBatch(TestPipeline.QUEUE, all), null);
    assertThat(backlog.isSendable(NOW)).isTrue();
    assertThat(backlog.nextSendableAt(NOW)).isEqualTo(NOW);
    backlog.requestFailed(NOW, NOW);
    assertThat(backlog.isSendable(NOW + 99)).isFalse();
    assertThat(backlog.nextSendableAt(NOW)).isEqualTo(NOW + 100);
    assertThat(backlog.isSendable(NOW + 100)).isTrue();
  }

  @Test
  void unwantedMessagesAreRemovedFromHalvesToo() {
    BadEntrySearch search = new BadEntrySearch(3);
    Delivery kept = fixture.delivery("kept", null, NOW);
    backlog.halve(
        new MessageBatch(
            TestPipeline.QUEUE,
            List.of(
                fixture.delivery("gone 1", null, NOW),
                fixture.delivery("gone 2", null, NOW),
                kept)),
        search);
    append("gone 3");
    assertThat(
            MessageBatches.bodies(
                backlog.remove(delivery -> delivery.message().body().startsWith("gone"))))
        .containsExactlyInAnyOrder("gone 1", "gone 2", "gone 3");
    assertThat(backlog.next(NOW, NOW).deliveries()).containsExactly(kept);
    assertThat(backlog.next(NOW, NOW)).isNull();
    search.ruledOut();
    assertThat(search.isFinished()).as("a removed entry is decided").isTrue();
  }

  @Test
  void rejectedRequestsAreCountedUntilOneSucceeds() {
    assertThat(backlog.isRejecting()).isFalse();
    assertThat(backlog.requestRejected()).isEqualTo(1);
    backlog.requestFailed(NOW, NOW);
    assertThat(backlog.requestRejected()).isEqualTo(2);
    assertThat(backlog.isRejecting()).isTrue();
    backlog.requestSucceeded();
    assertThat(backlog.isRejecting()).isFalse();
    assertThat(backlog.requestRejected()).isEqualTo(1);
  }

  private void append(String body) {
    backlog.buffer().append(fixture.delivery(body, null, NOW));
  }
}
