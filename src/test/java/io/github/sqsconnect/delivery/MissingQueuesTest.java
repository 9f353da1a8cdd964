package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.delivery.DeliveryOutcome.Delivered;
import io.github.sqsconnect.fakes.Outcomes;
import io.github.sqsconnect.message.TargetQueue;
import java.util.List;
import org.junit.jupiter.api.Test;

class MissingQueuesTest {
  private static final TargetQueue QUEUE = new TargetQueue("https://sqs/1/a", true);
  private static final TargetQueue OTHER = new TargetQueue("https://sqs/1/b", true);

  private final MissingQueues missing = new MissingQueues();

  @Test
  void queueIsGoneAfterHalfAMinute() {
    assertThat(missing.isGone(QUEUE, 0)).isFalse();
    report(QUEUE, 1_000, 10_000, 30_999);
    assertThat(missing.isGone(QUEUE, 30_999)).isFalse();
    report(QUEUE, 31_000);
    assertThat(missing.isGone(QUEUE, 31_000)).isTrue();
    assertThat(missing.isGone(OTHER, 31_000)).isFalse();
  }

  @Test
  void queueThatExistsGetsTheTimeAgain() {
    report(QUEUE, 0, 20_000);
    missing.exists(QUEUE);
    report(QUEUE, 30_000, 40_000);
    assertThat(missing.isGone(QUEUE, 40_000)).isFalse();
  }

  @Test
  void queueThatWasNotReportedForThatTimeGetsTheTimeAgain() {
    report(QUEUE, 0, 29_999, 31_000);
    assertThat(missing.isGone(QUEUE, 31_000)).isTrue();
    report(QUEUE, 61_000);
    assertThat(missing.isGone(QUEUE, 61_000)).isFalse();
  }

  @Test
  void otherQueueThatIsReportedForgetsOldOnes() {
    report(QUEUE, 0);
    report(OTHER, 10_000);
    report(OTHER, 30_000);
    assertThat(missing.isGone(QUEUE, 30_000)).as("forgotten").isFalse();
    report(OTHER, 39_999, 40_000);
    assertThat(missing.isGone(OTHER, 40_000)).isTrue();
  }

  @Test
  void onlyTheQueueThatARecordChoseIsReported() {
    MessageBatch chosen = MessageBatches.batch(QUEUE, "a");
    MessageBatch fixed = MessageBatches.batch(TestPipeline.QUEUE, "a");
    assertThat(MissingQueues.isReportedBy(Completion.failed(chosen, Outcomes.noSuchQueue())))
        .isTrue();
    assertThat(MissingQueues.isReportedBy(Completion.failed(fixed, Outcomes.noSuchQueue())))
        .isFalse();
    assertThat(MissingQueues.isReportedBy(Completion.failed(chosen, Outcomes.accessDenied())))
        .isFalse();
    assertThat(MissingQueues.isReportedBy(Completion.of(chosen, List.of(new Delivered()))))
        .isFalse();
  }

  private void report(TargetQueue queue, long... times) {
    for (long time : times) {
      missing.reported(queue, time);
    }
  }
}
