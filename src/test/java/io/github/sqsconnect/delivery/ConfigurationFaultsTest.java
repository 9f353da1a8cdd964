package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.delivery.DeliveryOutcome.Delivered;
import io.github.sqsconnect.delivery.DeliveryOutcome.Rejected;
import io.github.sqsconnect.fakes.Outcomes;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigurationFaultsTest {
  private final TaskFailure failure = new TaskFailure();
  private final ConfigurationFaults faults = new ConfigurationFaults(failure);
  private final MessageBatch batch = MessageBatches.batch(TestPipeline.QUEUE, "a", "b");
  private final QueueBacklog backlog =
      new QueueBacklog(
          TestPipeline.QUEUE,
          BufferFixture.settings(),
          new BackoffPolicy(100, 200, () -> 0),
          DeliveryCounts.ofTask(0));

  private boolean stops(MessageBatch of, DeliveryOutcome first, DeliveryOutcome second) {
    return faults.stopIfAllRejectedWithOneCode(Completion.of(of, List.of(first, second)));
  }

  @Test
  void allEntriesRejectedWithOneCodeStopTheTask() {
    assertThat(stops(batch, Outcomes.rejected("A"), Outcomes.rejected("A"))).isTrue();
    assertThat(failure.exception()).hasMessageStartingWith("SQS-011");
  }

  @Test
  void otherResponsesDoNot() {
    assertThat(stops(batch, Outcomes.rejected("A"), Outcomes.rejected("B"))).isFalse();
    assertThat(stops(batch, Outcomes.rejected("A"), new Delivered())).isFalse();
    assertThat(stops(batch, new Delivered(), Outcomes.rejected("A"))).isFalse();
    assertThat(stops(batch, Outcomes.longerThan(5), Outcomes.longerThan(5))).isFalse();
    assertThat(failure.exception()).isNull();
  }

  @Test
  void aPartOfASearchIsExempt() {
    MessageBatch part = batch.subset(batch.deliveries(), new BadEntrySearch(4));
    assertThat(stops(part, Outcomes.rejected("A"), Outcomes.rejected("A"))).isFalse();
  }

  @Test
  void theTenthRejectedRequestInARowStopsTheTask() {
    Rejected outcome = Outcomes.rejected("A");
    for (int i = 0; i < 9; i++) {
      faults.requestRejected(batch.deliveries().get(0), outcome, backlog);
    }
    assertThat(failure.exception()).isNull();

    faults.requestRejected(batch.deliveries().get(0), outcome, backlog);
    assertThat(failure.exception()).hasMessageStartingWith("SQS-013");
  }

  @Test
  void acceptedMessageResetsTheCount() {
    for (int i = 0; i < 20; i++) {
      if (i % 9 == 0) {
        backlog.requestSucceeded();
      }
      faults.requestRejected(batch.deliveries().get(0), Outcomes.rejected("A"), backlog);
    }
    assertThat(failure.exception()).isNull();
  }
}
