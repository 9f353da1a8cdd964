package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** A search for the bad entry of a request, when something else happens in its midst. */
class SearchTest {
  private static final String CODE = "InvalidParameterValue";

  private final Corridor corridor = Corridor.with("sqs.linger.ms", 5).open();

  @Test
  void whatWasTakenAwayIsNotAskedAgain() {
    corridor.sender.next(ScriptedSender::hold);
    send(corridor.records("bad"), corridor.records(Corridor.P1, "other"));
    corridor.pipeline.close(List.of(Corridor.P1));
    answer(ScriptedSender.fail(Answers.refused(CODE)));
    assertThat(corridor.sender.sentBodies())
        .containsExactly(List.of("bad", "other"), List.of("bad"));
  }

  @Test
  void suspectThatWasTakenAwayIsForgottenWithItsBytes() {
    corridor.sender.next(ScriptedSender.fail(Answers.refused(CODE)));
    corridor.sender.next(ScriptedSender.fail(Answers.refused(CODE)));
    corridor.sender.next(ScriptedSender::hold);
    send(corridor.records("bad"), corridor.records(Corridor.P1, "other"));
    corridor.run(100);
    corridor.pipeline.close(List.of(Corridor.P0));
    answer(ScriptedSender::deliver);
    assertThat(corridor.reporter.records()).isEmpty();
    assertThat(corridor.pipeline.bufferedBytes()).isZero();
    assertThat(corridor.pipeline.maxIdleMs()).isNull();
  }

  @Test
  void entryThatIsRefusedByItselfIsASuspectToo() {
    corridor.sender.next(ScriptedSender.fail(Answers.refused(CODE)));
    corridor.sender.next(ScriptedSender.failEntries(body -> true, Answers.refused(CODE)));
    corridor.sender.next(ScriptedSender.fail(Answers.refused(CODE)));
    corridor.put("a", "b");
    assertThatThrownBy(() -> corridor.run(100)).hasMessageStartingWith("SQS-012");
    assertThat(corridor.reporter.records()).isEmpty();
  }

  /** The search has chosen the part, so that all of it is bad says nothing of the rest. */
  @Test
  void partWhoseEntriesAreAllRefusedIsJudgedWithTheRest() {
    corridor.sender.next(ScriptedSender.fail(Answers.refused(CODE)));
    corridor.sender.next(ScriptedSender.failEntries(body -> true, Answers.refused(CODE)));
    corridor.put("a", "b", "c", "d");
    corridor.run(100);
    assertThat(corridor.sender.sentBodies())
        .containsExactly(List.of("a", "b", "c", "d"), List.of("a", "b"), List.of("c", "d"));
    assertThat(corridor.reporter.offsets()).containsExactly(0L, 1L);
    assertThat(corridor.committable(Corridor.P0)).isEqualTo(4);
  }

  @Test
  void entryThatIsTooLargeIsSplitAndTheSearchGoesOn() {
    Corridor batches =
        Corridor.with("sqs.linger.ms", 5).with("sqs.message.format", "event-batch").open();
    batches.sender.next(ScriptedSender.fail(Answers.refused(CODE)));
    batches.sender.next(ScriptedSender.fail(Answers.longerThan(700)));
    batches.sender.next(ScriptedSender.fail(Answers.refused(CODE)));
    batches.put(OutcomeHandlerTest.eventBatch(2, 150), OutcomeHandlerTest.eventBatch(1, 1));
    batches.run(1_000);
    assertThat(batches.reporter.offsets()).as("the other one is found").containsExactly(1L);
    assertThat(batches.committable(Corridor.P0)).isEqualTo(2);
    assertThat(batches.pipeline.bufferedBytes()).isZero();
  }

  @Test
  void requestThatIsOnlyTooLongStartsNoSearch() {
    corridor.sender.next(ScriptedSender.fail(Answers.tooLong()));
    corridor.sender.next(ScriptedSender.fail(Answers.refused(CODE)));
    corridor.sender.next(ScriptedSender::hold);
    corridor.put("bad", "other");
    corridor.run(2_100);
    assertThat(corridor.reporter.offsets()).as("found without the other").containsExactly(0L);
  }

  @Test
  void entryThatIsDeniedIsNoSuspectEither() {
    corridor.sender.next(ScriptedSender.fail(Answers.refused(CODE)));
    corridor.sender.next(ScriptedSender.fail(Answers.refused(CODE)));
    corridor.sender.next(ScriptedSender.fail(Answers.denied()));
    corridor.sender.otherwise(ScriptedSender::hold);
    corridor.put("bad", "other");
    corridor.run(1_000);
    assertThat(corridor.reporter.offsets()).as("the search is over").containsExactly(0L);
  }

  /** The other entry of the group comes back, so this one must go behind it, and be sent anew. */
  @Test
  void entryThatIsCalledBackIsNoSuspect() {
    Corridor relaxed = relaxed();
    relaxed.sender.next(ScriptedSender.fail(Answers.refused(CODE)));
    relaxed.sender.next(ScriptedSender.fail(Answers.refused(CODE)));
    relaxed.sender.next(ScriptedSender.fail(Answers.refused(CODE)));
    relaxed.sender.next(ScriptedSender.fail(Answers.ill()));
    relaxed.sender.otherwise(ScriptedSender::hold);
    relaxed.pipeline.accept(
        List.of(
            DeliveryPipelineTest.keyed(Corridor.P0, 0, "other", "bad"),
            DeliveryPipelineTest.keyed(Corridor.P0, 1, "group", "a1"),
            DeliveryPipelineTest.keyed(Corridor.P0, 2, "group", "a2")));
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
    Corridor relaxed = relaxed();
    relaxed.sender.next(ScriptedSender.fail(Answers.tooLong()));
    relaxed.sender.next(ScriptedSender.fail(Answers.ill()));
    relaxed.pipeline.accept(
        List.of(
            DeliveryPipelineTest.keyed(Corridor.P0, 0, "group", "a1"),
            DeliveryPipelineTest.keyed(Corridor.P0, 1, "group", "a2")));
    relaxed.run(1_000);
    assertThat(relaxed.sender.sentBodies())
        .containsExactly(List.of("a1", "a2"), List.of("a1"), List.of("a1", "a2"));
    assertThat(relaxed.pipeline.bufferedBytes()).isZero();
  }

  @Test
  void halvesWaitForEachOtherAndForNothingElse() {
    Corridor relaxed = relaxed();
    relaxed.sender.next(ScriptedSender::hold);
    relaxed.sender.next(ScriptedSender.fail(Answers.tooLong()));
    relaxed.pipeline.accept(List.of(DeliveryPipelineTest.keyed(Corridor.P0, 0, "slow", "s")));
    relaxed.poll(5);
    relaxed.pipeline.accept(
        List.of(
            DeliveryPipelineTest.keyed(Corridor.P0, 1, "group", "a1"),
            DeliveryPipelineTest.keyed(Corridor.P0, 2, "group", "a2")));
    relaxed.run(1_000);
    assertThat(relaxed.sender.sentBodies())
        .containsExactly(List.of("s"), List.of("a1", "a2"), List.of("a1"), List.of("a2"));
  }

  private static Corridor relaxed() {
    return Corridor.fifo().with("sqs.fifo.ordering", "relaxed").with("sqs.linger.ms", 5).open();
  }

  private void send(List<SinkRecord> one, List<SinkRecord> other) {
    corridor.pipeline.accept(Stream.concat(one.stream(), other.stream()).toList());
    corridor.poll(5);
  }

  private void answer(Function<MessageBatch, Completion> answer) {
    corridor.sender.answer(corridor.sender.held().get(0), answer);
    corridor.run(100);
  }
}
