package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.fakes.Outcomes;
import io.github.sqsconnect.fakes.ScriptedSender;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** A search for the bad entry of a request, when something else happens in its midst. */
class SearchTest {
  private static final String CODE = "InvalidParameterValue";

  private final TestPipeline fixture = TestPipeline.with("sqs.linger.ms", 5).open();

  @Test
  void revokedRecordsAreNotRetried() {
    fixture.sender.next(ScriptedSender::hold);
    send(fixture.records("bad"), fixture.records(TestPipeline.P1, "other"));
    fixture.pipeline.close(List.of(TestPipeline.P1));
    answer(ScriptedSender.fail(Outcomes.rejected(CODE)));
    assertThat(fixture.sender.sentBodies())
        .containsExactly(List.of("bad", "other"), List.of("bad"));
  }

  @Test
  void badEntryOfARevokedPartitionIsDroppedWithItsBytes() {
    fixture.sender.next(ScriptedSender.fail(Outcomes.rejected(CODE)));
    fixture.sender.next(ScriptedSender.fail(Outcomes.rejected(CODE)));
    fixture.sender.next(ScriptedSender::hold);
    send(fixture.records("bad"), fixture.records(TestPipeline.P1, "other"));
    fixture.run(100);
    fixture.pipeline.close(List.of(TestPipeline.P0));
    answer(ScriptedSender::deliver);
    assertThat(fixture.reporter.records()).isEmpty();
    assertThat(fixture.pipeline.bufferedBytes()).isZero();
    assertThat(fixture.pipeline.maxIdleMs()).isNull();
  }

  @Test
  void entryThatIsRejectedByItselfIsABadEntryToo() {
    fixture.sender.next(ScriptedSender.fail(Outcomes.rejected(CODE)));
    fixture.sender.next(ScriptedSender.failEntries(body -> true, Outcomes.rejected(CODE)));
    fixture.sender.next(ScriptedSender.fail(Outcomes.rejected(CODE)));
    fixture.put("a", "b");
    assertThatThrownBy(() -> fixture.run(100)).hasMessageStartingWith("SQS-012");
    assertThat(fixture.reporter.records()).isEmpty();
  }

  /**
   * The search has selected this part, so its entries may all be bad without a wrong configuration.
   */
  @Test
  void partWithAllEntriesRejectedIsDecidedWithTheWholeSearch() {
    fixture.sender.next(ScriptedSender.fail(Outcomes.rejected(CODE)));
    fixture.sender.next(ScriptedSender.failEntries(body -> true, Outcomes.rejected(CODE)));
    fixture.put("a", "b", "c", "d");
    fixture.run(100);
    assertThat(fixture.sender.sentBodies())
        .containsExactly(List.of("a", "b", "c", "d"), List.of("a", "b"), List.of("c", "d"));
    assertThat(fixture.reporter.offsets()).containsExactly(0L, 1L);
    assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(4);
  }

  @Test
  void entryThatIsTooLargeIsSplitAndTheSearchContinues() {
    TestPipeline batches =
        TestPipeline.with("sqs.linger.ms", 5).with("sqs.message.format", "event-batch").open();
    batches.sender.next(ScriptedSender.fail(Outcomes.rejected(CODE)));
    batches.sender.next(ScriptedSender.fail(Outcomes.longerThan(700)));
    batches.sender.next(ScriptedSender.fail(Outcomes.rejected(CODE)));
    batches.put(OutcomeHandlerTest.eventBatch(2, 150), OutcomeHandlerTest.eventBatch(1, 1));
    batches.run(1_000);
    assertThat(batches.reporter.offsets()).as("the other one is found").containsExactly(1L);
    assertThat(batches.committable(TestPipeline.P0)).isEqualTo(2);
    assertThat(batches.pipeline.bufferedBytes()).isZero();
  }

  @Test
  void requestThatIsOnlyTooLongStartsNoSearch() {
    fixture.sender.next(ScriptedSender.fail(Outcomes.tooLong()));
    fixture.sender.next(ScriptedSender.fail(Outcomes.rejected(CODE)));
    fixture.sender.next(ScriptedSender::hold);
    fixture.put("bad", "other");
    fixture.run(2_100);
    assertThat(fixture.reporter.offsets()).as("found without the other").containsExactly(0L);
  }

  @Test
  void entryThatIsDeniedIsNoSuspectEither() {
    fixture.sender.next(ScriptedSender.fail(Outcomes.rejected(CODE)));
    fixture.sender.next(ScriptedSender.fail(Outcomes.rejected(CODE)));
    fixture.sender.next(ScriptedSender.fail(Outcomes.accessDenied()));
    fixture.sender.otherwise(ScriptedSender::hold);
    fixture.put("bad", "other");
    fixture.run(1_000);
    assertThat(fixture.reporter.offsets()).as("the search is over").containsExactly(0L);
  }

  /** The other entry of the group is reenqueued, so this one must be reenqueued behind it. */
  @Test
  void entryThatIsCalledBackIsNoSuspect() {
    TestPipeline relaxed = relaxed();
    relaxed.sender.next(ScriptedSender.fail(Outcomes.rejected(CODE)));
    relaxed.sender.next(ScriptedSender.fail(Outcomes.rejected(CODE)));
    relaxed.sender.next(ScriptedSender.fail(Outcomes.rejected(CODE)));
    relaxed.sender.next(ScriptedSender.fail(Outcomes.internalError()));
    relaxed.sender.otherwise(ScriptedSender::hold);
    relaxed.pipeline.accept(
        List.of(
            DeliveryPipelineTest.keyed(TestPipeline.P0, 0, "other", "bad"),
            DeliveryPipelineTest.keyed(TestPipeline.P0, 1, "group", "a1"),
            DeliveryPipelineTest.keyed(TestPipeline.P0, 2, "group", "a2")));
    relaxed.run(1_000);
    assertThat(relaxed.sender.sentBodies())
        .containsExactly(
            List.of("bad", "a1", "a2"),
            List.of("bad"),
            List.of("a1", "a2"),
            List.of("a1"),
            List.of("a1", "a2"));
    assertThat(relaxed.reporter.offsets()).as("the search is over").containsExactly(0L);
  }

  @Test
  void entryOfARequestThatWasOnlyTooLongIsCalledBackToo() {
    TestPipeline relaxed = relaxed();
    relaxed.sender.next(ScriptedSender.fail(Outcomes.tooLong()));
    relaxed.sender.next(ScriptedSender.fail(Outcomes.internalError()));
    relaxed.pipeline.accept(
        List.of(
            DeliveryPipelineTest.keyed(TestPipeline.P0, 0, "group", "a1"),
            DeliveryPipelineTest.keyed(TestPipeline.P0, 1, "group", "a2")));
    relaxed.run(1_000);
    assertThat(relaxed.sender.sentBodies())
        .containsExactly(List.of("a1", "a2"), List.of("a1"), List.of("a1", "a2"));
    assertThat(relaxed.pipeline.bufferedBytes()).isZero();
  }

  @Test
  void halvesWaitForEachOtherAndForNothingElse() {
    TestPipeline relaxed = relaxed();
    relaxed.sender.next(ScriptedSender::hold);
    relaxed.sender.next(ScriptedSender.fail(Outcomes.tooLong()));
    relaxed.pipeline.accept(List.of(DeliveryPipelineTest.keyed(TestPipeline.P0, 0, "slow", "s")));
    relaxed.poll(5);
    relaxed.pipeline.accept(
        List.of(
            DeliveryPipelineTest.keyed(TestPipeline.P0, 1, "group", "a1"),
            DeliveryPipelineTest.keyed(TestPipeline.P0, 2, "group", "a2")));
    relaxed.run(1_000);
    assertThat(relaxed.sender.sentBodies())
        .containsExactly(List.of("s"), List.of("a1", "a2"), List.of("a1"), List.of("a2"));
  }

  private static TestPipeline relaxed() {
    return TestPipeline.fifo().with("sqs.fifo.ordering", "relaxed").with("sqs.linger.ms", 5).open();
  }

  private void send(List<SinkRecord> one, List<SinkRecord> other) {
    fixture.pipeline.accept(Stream.concat(one.stream(), other.stream()).toList());
    fixture.poll(5);
  }

  private void answer(Function<MessageBatch, Completion> answer) {
    fixture.sender.respond(fixture.sender.held().get(0), answer);
    fixture.run(100);
  }
}
