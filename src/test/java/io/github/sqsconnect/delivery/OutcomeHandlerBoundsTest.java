package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.fakes.Outcomes;
import io.github.sqsconnect.fakes.ScriptedSender;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** The exact limits of retries, and which of several reasons to stop is thrown. */
class OutcomeHandlerBoundsTest {

  @Test
  void faultThatMayPassIsRetriedUntilHalfAMinuteIsOver() {
    TestPipeline fixture = TestPipeline.open();
    fixture.sender.otherwise(ScriptedSender::hold);
    fixture.put("m");
    answer(fixture, Outcomes.accessDenied(), 0);
    long first = fixture.clock.now();
    fixture.run(5_000);
    answer(fixture, Outcomes.accessDenied(), first + 29_999);
    fixture.poll(0);
    TestPipeline late = TestPipeline.open();
    late.sender.otherwise(ScriptedSender::hold);
    late.put("m");
    answer(late, Outcomes.accessDenied(), 0);
    long again = late.clock.now();
    late.run(5_000);
    assertThatThrownBy(() -> answer(late, Outcomes.accessDenied(), again + 30_000))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("AccessDenied");
  }

  @Test
  void halfAMinuteStartsOverWhenTheFaultHasPassed() {
    TestPipeline fixture = TestPipeline.open();
    fixture.sender.otherwise(ScriptedSender.fail(Outcomes.accessDenied()));
    fixture.put("m");
    fixture.run(20_000);
    fixture.sender.next(ScriptedSender.fail(Outcomes.internalError()));
    fixture.run(20_000);
    fixture.sender.otherwise(ScriptedSender::deliver);
    fixture.run(5_000);
    assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(1);
  }

  @Test
  void taskComesSoonForAFailureThatACommitHasMet() {
    TestPipeline fixture = TestPipeline.open();
    fixture.sender.otherwise(ScriptedSender.fail(Outcomes.malformed()));
    fixture.put("m");
    assertThat(fixture.committable(TestPipeline.P0)).isZero();
    assertThat(fixture.pipeline.maxIdleMs()).isEqualTo(5);
  }

  @Test
  void halvesThatShareNoGroupAreSentTogether() {
    for (TestPipeline.Builder builder :
        List.of(
            TestPipeline.fifo(),
            TestPipeline.settings(),
            TestPipeline.settings().with("sqs.fifo.ordering", "relaxed"))) {
      TestPipeline fixture = builder.with("sqs.linger.ms", 5).open();
      fixture.sender.next(ScriptedSender.fail(Outcomes.tooLong()));
      fixture.sender.otherwise(ScriptedSender::hold);
      fixture.pipeline.accept(
          List.of(
              DeliveryPipelineTest.keyed(TestPipeline.P0, 0, "one", "a"),
              DeliveryPipelineTest.keyed(TestPipeline.P0, 1, "two", "b")));
      fixture.run(100);
      assertThat(fixture.sender.sentBodies())
          .containsExactly(List.of("a", "b"), List.of("a"), List.of("b"));
    }
  }

  @Test
  void deliveryTimeoutIsOverWhenItsTimeIsReached() {
    TestPipeline fixture = TestPipeline.with("sqs.delivery.timeout.ms", 5_000).open();
    fixture.sender.otherwise(ScriptedSender::hold);
    long sent = fixture.clock.now();
    fixture.put("m");
    answer(fixture, Outcomes.internalError(), sent + 4_999);
    TestPipeline late = TestPipeline.with("sqs.delivery.timeout.ms", 5_000).open();
    late.sender.otherwise(ScriptedSender::hold);
    late.put("m");
    assertThatThrownBy(() -> answer(late, Outcomes.internalError(), sent + 5_000))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("InternalError");
  }

  @Test
  void messageOfExactlyTheNamedLimitIsNotTooLarge() {
    TestPipeline fixture =
        TestPipeline.with("sqs.linger.ms", 5).with("sqs.message.format", "event-batch").open();
    fixture.sender.next(
        batch ->
            Completion.of(batch, List.of(Outcomes.longerThan(batch.deliveries().get(0).bytes()))));
    fixture.put(OutcomeHandlerTest.eventBatch(4, 300));
    fixture.run(2_500);
    assertThat(fixture.reporter.offsets()).containsExactly(0L);
    assertThat(fixture.sender.sent()).hasSize(1);
  }

  @Test
  void firstOfSeveralReasonsToStopIsThrown() {
    TestPipeline fixture = TestPipeline.with("sqs.batch.max.messages", 1).open();
    fixture.sender.next(ScriptedSender.fail(Outcomes.malformed()));
    fixture.sender.next(ScriptedSender.fail(Outcomes.rejectedWithUnknownCode("Novel")));
    fixture.sender.next(
        ScriptedSender.fail(
            new DeliveryOutcome.Fatal(
                new ServiceError("Later", "said so", "request-2"), StopReason.MALFORMED)));
    fixture.put("a", "b", "c");
    assertThatThrownBy(() -> fixture.poll(10)).hasMessageContaining("EmptyBatchRequest");
  }

  @Test
  void recordIsNotReportedWhenSomethingElseStopsTheTask() {
    TestPipeline fixture = TestPipeline.with("sqs.batch.max.messages", 1).open();
    fixture.sender.next(ScriptedSender.fail(Outcomes.rejected("InvalidMessageContents")));
    fixture.sender.next(ScriptedSender.fail(Outcomes.malformed()));
    fixture.sender.latencyMs(5_000);
    fixture.put("a", "b");
    assertThatThrownBy(() -> fixture.poll(5_000)).isInstanceOf(ConnectException.class);
    assertThatThrownBy(() -> fixture.poll(5_000)).isInstanceOf(ConnectException.class);
    assertThat(fixture.reporter.records()).isEmpty();
  }

  @Test
  void firstOfSeveralRecordsThatTheReporterCouldNotTakeIsNamed() {
    TestPipeline fixture = TestPipeline.open();
    CompletableFuture<Void> taken = new CompletableFuture<>();
    fixture.reporter.respond(() -> taken);
    fixture.put("bell\u0007", "bell\u0007");
    taken.completeExceptionally(new IllegalStateException("broker is gone"));
    assertThatThrownBy(() -> fixture.poll(1)).hasMessageContaining("events-0-0");
  }

  @Test
  void bytesUnderWayMayReachTheBoundOfTheBuffer() {
    TestPipeline fixture =
        TestPipeline.with("sqs.buffer.max.bytes", 1_048_576)
            .with("sqs.batch.max.messages", 1)
            .open();
    fixture.sender.otherwise(ScriptedSender::hold);
    String half = "x".repeat(524_288);
    fixture.put(half, half, half);
    assertThat(fixture.sender.sent()).hasSize(2);
  }

  @Test
  void groupIsKeptOnlyWhereOrderIs() {
    BufferFixture fixture = new BufferFixture(TestPipeline.QUEUE);
    assertThat(fixture.delivery("fair", "tenant", 0).group()).isEmpty();
    assertThat(new BufferFixture(TestPipeline.FIFO).delivery("fifo", "user", 0).group())
        .isEqualTo("user");
  }

  /** Completes the oldest request in flight at that time, immediately if it is past. */
  private static void answer(TestPipeline fixture, DeliveryOutcome outcome, long at) {
    fixture.clock.advance(Math.max(0, at - fixture.clock.now()));
    fixture.sender.respond(fixture.sender.held().get(0), ScriptedSender.fail(outcome));
    fixture.poll(0);
  }

  @Test
  void requestWhoseEntriesAreAllRejectedStopsTheTaskAndRejectsNone() {
    TestPipeline fixture = TestPipeline.open();
    fixture.sender.otherwise(
        ScriptedSender.failEntries(body -> true, Outcomes.rejected("InvalidMessageContents")));
    fixture.put("a", "b");
    assertThatThrownBy(() -> fixture.poll(20)).isInstanceOf(ConnectException.class);
    assertThat(fixture.pipeline.counts().get(DeliveryCount.MESSAGES_REJECTED)).isZero();
    assertThat(fixture.reporter.records()).isEmpty();
  }

  @Test
  void entryOfARevokedPartitionCountsForARequestThatIsRejected() {
    TestPipeline fixture = TestPipeline.open();
    fixture.sender.otherwise(ScriptedSender::hold);
    List<SinkRecord> both = new ArrayList<>(fixture.records("a"));
    both.addAll(fixture.records(TestPipeline.P1, "b"));
    fixture.pipeline.accept(both);
    fixture.pipeline.close(List.of(TestPipeline.P0));
    fixture.sender.respond(
        fixture.sender.held().get(0),
        batch -> Completion.of(batch, List.of(Outcomes.rejected("A"), Outcomes.rejected("B"))));
    fixture.poll(1);
    assertThat(fixture.reporter.records()).as("its queue rejects every message").isEmpty();
    fixture.poll(2_000);
    assertThat(fixture.reporter.records()).hasSize(1);
    assertThat(fixture.pipeline.counts().get(DeliveryCount.MESSAGES_REJECTED)).isEqualTo(1);
  }
}
