package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.ManualClock;
import io.github.sqsconnect.fakes.Outcomes;
import org.junit.jupiter.api.Test;

class BadEntrySearchesTest {
  private final ManualClock clock = new ManualClock();
  private final UnreportedRecords rejected = new UnreportedRecords(new RejectedStart(-1), clock);
  private final TaskFailure failure = new TaskFailure();
  private final MessageAccumulator accumulator =
      new MessageAccumulator(
          BufferFixture.settings(),
          new BackoffPolicy(100, 200, () -> 0),
          DeliveryCounts.ofTask(0),
          () -> 0);
  private final BadEntrySearches searches =
      new BadEntrySearches(
          accumulator,
          new FinishedMessages(
              accumulator, rejected, clock, new DeliveryObserver() {}, DeliveryCounts.ofTask(0)),
          new ConfigurationFaults(failure),
          failure);
  private final BufferFixture fixture = new BufferFixture(TestPipeline.QUEUE);
  private final QueueBacklog backlog = accumulator.backlog(TestPipeline.QUEUE);

  private MessageBatch request() {
    accumulator.append(fixture.delivery("a", null, 0));
    accumulator.append(fixture.delivery("b", null, 0));
    return backlog.next(QueueBacklog.NEVER, 0);
  }

  private void reject(MessageBatch half, String code) {
    half.search().addRejected(half.deliveries().get(0), Outcomes.rejected(code));
    searches.conclude(half.search());
  }

  @Test
  void aRequestThatIsTooLongIsHalvedWithoutASearch() {
    searches.halve(request(), backlog, false);
    assertThat(backlog.next(0, 0).search()).isNull();
    assertThat(searches.snapshot()).isEmpty();
  }

  @Test
  void onlyTheBadEntryIsRejectedAndOnlyWhenTheSearchIsFinished() {
    searches.halve(request(), backlog, true);
    MessageBatch first = backlog.next(0, 0);
    MessageBatch second = backlog.next(0, 0);
    reject(first, "A");
    assertThat(rejected.poll()).isNull();

    searches.ruledOut(second);
    searches.conclude(second.search());
    assertThat(rejected.poll()).isSameAs(first.deliveries().get(0).record());
    assertThat(rejected.poll()).isNull();
    assertThat(searches.snapshot()).isEmpty();
    assertThat(failure.exception()).isNull();
  }

  @Test
  void theTaskStopsIfEveryEntryIsRejectedAloneWithOneCode() {
    searches.halve(request(), backlog, true);
    reject(backlog.next(0, 0), "A");
    reject(backlog.next(0, 0), "A");
    assertThat(failure.exception()).hasMessageStartingWith("SQS-012");
    assertThat(rejected.poll()).isNull();
  }

  @Test
  void everyEntryRejectedWithItsOwnCodeCountsAsARejectedRequest() {
    searches.halve(request(), backlog, true);
    reject(backlog.next(0, 0), "A");
    assertThat(backlog.isRejecting()).isFalse();
    reject(backlog.next(0, 0), "B");
    assertThat(failure.exception()).isNull();
    assertThat(backlog.isRejecting()).isTrue();
    assertThat(rejected.poll()).as("the records are held for a while").isNull();
    clock.advance(2_000);
    assertThat(rejected.poll()).isNotNull();
    assertThat(rejected.poll()).isNotNull();
  }

  @Test
  void aSearchIsFinishedWhenItsLastEntriesAreDropped() {
    searches.halve(request(), backlog, true);
    reject(backlog.next(0, 0), "A");
    fixture.offsets.close(TestPipeline.P0);
    searches.dropOrphans();
    assertThat(searches.snapshot()).isEmpty();
    assertThat(accumulator.bytes()).isZero();
  }
}
