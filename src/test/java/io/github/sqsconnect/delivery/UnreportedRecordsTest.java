package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.ManualClock;
import org.junit.jupiter.api.Test;

class UnreportedRecordsTest {
  private final ManualClock clock = new ManualClock(1_000);
  private final UnreportedRecords records = new UnreportedRecords(new RejectedStart(-1), clock);
  private final PartitionOffsets offsets = new PartitionOffsets(MessageBatches.PARTITION);
  private final QueueBacklog backlog =
      new QueueBacklog(
          TestPipeline.QUEUE,
          BufferFixture.settings(),
          new BackoffPolicy(100, 200, () -> 0),
          DeliveryCounts.ofTask(0));

  private TrackedRecord record(long offset) {
    return offsets.register(MessageBatches.record(offset, "value"), 5, 0);
  }

  @Test
  void nothingIsToBeReportedAtFirst() {
    assertThat(records.poll()).isNull();
    assertThat(records.nextReportAt()).isEqualTo(QueueBacklog.NEVER);
  }

  @Test
  void recordsWithoutMessagesAreReportedFirst() {
    TrackedRecord rejectedBySqs = record(0);
    TrackedRecord rejectedByConnector = record(1);
    records.hold(rejectedBySqs, backlog);
    records.add(rejectedByConnector);

    assertThat(records.nextReportAt()).isEqualTo(QueueBacklog.ALWAYS);
    assertThat(records.poll()).isSameAs(rejectedByConnector);
    assertThat(records.poll()).isSameAs(rejectedBySqs);
    assertThat(records.poll()).isNull();
  }

  @Test
  void recordsWaitTwoSecondsWhileTheirQueueRejectsEveryMessage() {
    TrackedRecord held = record(0);
    backlog.requestRejected();
    records.hold(held, backlog);

    assertThat(records.nextReportAt()).isEqualTo(3_000);
    clock.advance(1_999);
    assertThat(records.poll()).isNull();
    clock.advance(1);
    assertThat(records.poll()).isSameAs(held);
  }

  @Test
  void waitingRecordsAreReportedWhenTheirQueueAcceptsAMessage() {
    TrackedRecord held = record(0);
    backlog.requestRejected();
    records.hold(held, backlog);
    assertThat(records.poll()).isNull();

    backlog.requestSucceeded();

    assertThat(records.nextReportAt()).isEqualTo(QueueBacklog.ALWAYS);
    assertThat(records.poll()).isSameAs(held);
  }

  @Test
  void recordsWaitTenSecondsWhileTheStartIsUndecided() {
    RejectedStart start = new RejectedStart(3);
    UnreportedRecords undecided = new UnreportedRecords(start, clock);
    TrackedRecord rejectedBySqs = record(0);
    TrackedRecord rejectedByConnector = record(1);
    undecided.hold(rejectedBySqs, backlog);
    clock.advance(1);
    undecided.add(rejectedByConnector);

    assertThat(undecided.nextReportAt()).isEqualTo(11_000);
    clock.advance(9_998);
    assertThat(undecided.poll()).isNull();
    clock.advance(1);
    assertThat(undecided.poll()).isSameAs(rejectedBySqs);
    assertThat(undecided.poll()).isNull();

    start.succeeded();
    assertThat(undecided.nextReportAt()).isEqualTo(QueueBacklog.ALWAYS);
    assertThat(undecided.poll()).isSameAs(rejectedByConnector);
  }

  @Test
  void orphansAreDropped() {
    records.add(record(0));
    records.hold(record(1), backlog);
    offsets.close();
    records.dropOrphans();
    assertThat(records.poll()).isNull();
  }
}
