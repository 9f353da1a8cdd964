package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.delivery.DeliveryOutcome.Delivered;
import io.github.sqsconnect.fakes.ManualClock;
import io.github.sqsconnect.fakes.Outcomes;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueuePacingTest {
  private final ManualClock clock = new ManualClock(1_000);
  private final QueuePacing pacing = new QueuePacing(clock);
  private final QueueBacklog backlog =
      new QueueBacklog(
          TestPipeline.QUEUE,
          BufferFixture.settings("sqs.max.in.flight.requests", 8),
          new BackoffPolicy(100, 20_000, () -> 0.999999),
          DeliveryCounts.ofTask(0));
  private final MessageBatch batch = MessageBatches.batch(TestPipeline.QUEUE, "a", "b");

  private void respond(DeliveryOutcome first, DeliveryOutcome second) {
    pacing.update(Completion.of(batch, List.of(first, second)), backlog, false);
  }

  @Test
  void throttlingHalvesTheWindowAndIsCounted() {
    respond(new Delivered(), Outcomes.throttled());
    assertThat(backlog.window().size()).isEqualTo(4);
    assertThat(backlog.counts().get(DeliveryCount.REQUESTS_THROTTLED)).isEqualTo(1);
  }

  @Test
  void aRequestThatFailedAsAWholeMakesTheQueueBackOff() {
    pacing.update(Completion.failed(batch, Outcomes.internalError()), backlog, false);
    assertThat(backlog.isOpen(1_099)).isFalse();
    assertThat(backlog.isOpen(1_100)).isTrue();
    assertThat(backlog.window().size()).isEqualTo(8);
  }

  @Test
  void requestsThatFailTogetherMakeTheQueueBackOffOnce() {
    batch.sent(990);
    for (int i = 0; i < 8; i++) {
      pacing.update(Completion.failed(batch, Outcomes.throttled()), backlog, false);
      clock.advance(1);
    }
    assertThat(backlog.isOpen(1_100)).isTrue();
  }

  @Test
  void aFatalFaultMakesTheQueueBackOffUnlessAMessageWasDelivered() {
    respond(Outcomes.internalError(), Outcomes.accessDenied());
    assertThat(backlog.isOpen(1_000)).isFalse();
    respond(new Delivered(), Outcomes.accessDenied());
    assertThat(backlog.isOpen(1_000)).isTrue();
  }

  @Test
  void aFatalFaultThatRejectsItsMessagesDoesNotSlowTheQueue() {
    pacing.update(Completion.failed(batch, Outcomes.noSuchQueue()), backlog, true);
    assertThat(backlog.isOpen(1_000)).isTrue();
    pacing.update(Completion.failed(batch, Outcomes.noSuchQueue()), backlog, false);
    assertThat(backlog.isOpen(1_000)).isFalse();
  }

  @Test
  void failedEntriesRejectionsAndLongRequestsDoNotSlowTheQueue() {
    respond(Outcomes.internalError(), Outcomes.internalError());
    respond(Outcomes.rejected("A"), Outcomes.rejected("B"));
    pacing.update(Completion.failed(batch, Outcomes.tooLong()), backlog, false);
    pacing.update(Completion.failed(batch, Outcomes.rejected("A")), backlog, false);
    assertThat(backlog.isOpen(1_000)).isTrue();
  }
}
