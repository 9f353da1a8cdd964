package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

/** Where exactly patience ends, and which of several reasons is told. */
class OutcomeHandlerBoundsTest {

  @Test
  void faultThatMayPassIsRetriedUntilHalfAMinuteIsOver() {
    Corridor corridor = Corridor.open();
    corridor.sender.otherwise(ScriptedSender::hold);
    corridor.put("m");
    answer(corridor, Answers.denied(), 0);
    long first = corridor.clock.now();
    corridor.run(5_000);
    answer(corridor, Answers.denied(), first + 29_999);
    corridor.poll(0);
    Corridor late = Corridor.open();
    late.sender.otherwise(ScriptedSender::hold);
    late.put("m");
    answer(late, Answers.denied(), 0);
    long again = late.clock.now();
    late.run(5_000);
    assertThatThrownBy(() -> answer(late, Answers.denied(), again + 30_000))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("AccessDenied");
  }

  @Test
  void halfAMinuteBeginsAnewWhenTheFaultHasPassed() {
    Corridor corridor = Corridor.open();
    corridor.sender.otherwise(ScriptedSender.fail(Answers.denied()));
    corridor.put("m");
    corridor.run(20_000);
    corridor.sender.next(ScriptedSender.fail(Answers.ill()));
    corridor.run(20_000);
    corridor.sender.otherwise(ScriptedSender::deliver);
    corridor.run(5_000);
    assertThat(corridor.committable(Corridor.P0)).isEqualTo(1);
  }

  @Test
  void taskComesSoonForAFailureThatACommitHasMet() {
    Corridor corridor = Corridor.open();
    corridor.sender.otherwise(ScriptedSender.fail(Answers.hopeless()));
    corridor.put("m");
    assertThat(corridor.committable(Corridor.P0)).isZero();
    assertThat(corridor.pipeline.maxIdleMs()).isEqualTo(5);
  }

  @Test
  void halvesThatShareNoGroupAreSentTogether() {
    for (Corridor.Builder builder :
        List.of(
            Corridor.fifo(),
            Corridor.settings(),
            Corridor.settings().with("sqs.fifo.ordering", "relaxed"))) {
      Corridor corridor = builder.with("sqs.linger.ms", 5).open();
      corridor.sender.next(ScriptedSender.fail(Answers.tooLong()));
      corridor.sender.otherwise(ScriptedSender::hold);
      corridor.pipeline.accept(
          List.of(
              DeliveryPipelineTest.keyed(Corridor.P0, 0, "one", "a"),
              DeliveryPipelineTest.keyed(Corridor.P0, 1, "two", "b")));
      corridor.run(100);
      assertThat(corridor.sender.sentBodies())
          .containsExactly(List.of("a", "b"), List.of("a"), List.of("b"));
    }
  }

  @Test
  void deliveryTimeoutIsOverWhenItsTimeIsReached() {
    Corridor corridor = Corridor.with("sqs.delivery.timeout.ms", 5_000).open();
    corridor.sender.otherwise(ScriptedSender::hold);
    long sent = corridor.clock.now();
    corridor.put("m");
    answer(corridor, Answers.ill(), sent + 4_999);
    Corridor late = Corridor.with("sqs.delivery.timeout.ms", 5_000).open();
    late.sender.otherwise(ScriptedSender::hold);
    late.put("m");
    assertThatThrownBy(() -> answer(late, Answers.ill(), sent + 5_000))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("InternalError");
  }

  @Test
  void messageOfExactlyTheNamedLimitIsRefusedForSomethingElse() {
    Corridor corridor =
        Corridor.with("sqs.linger.ms", 5).with("sqs.message.format", "event-batch").open();
    corridor.sender.next(
        batch ->
            Completion.of(batch, List.of(Answers.longerThan(batch.deliveries().get(0).bytes()))));
    corridor.put(OutcomeHandlerTest.eventBatch(4, 300));
    corridor.run(2_500);
    assertThat(corridor.reporter.offsets()).containsExactly(0L);
    assertThat(corridor.sender.sent()).hasSize(1);
  }

  @Test
  void firstOfSeveralReasonsToStopIsTold() {
    Corridor corridor = Corridor.with("sqs.batch.max.messages", 1).open();
    corridor.sender.next(ScriptedSender.fail(Answers.hopeless()));
    corridor.sender.next(ScriptedSender.fail(Answers.unknown("Novel")));
    corridor.sender.next(
        ScriptedSender.fail(
            new DeliveryOutcome.Fatal(
                new ServiceError("Later", "said so", "request-2"), StopReason.MALFORMED)));
    corridor.put("a", "b", "c");
    assertThatThrownBy(() -> corridor.poll(10)).hasMessageContaining("EmptyBatchRequest");
  }

  @Test
  void recordIsNotReportedWhenSomethingElseStopsTheTask() {
    Corridor corridor = Corridor.with("sqs.batch.max.messages", 1).open();
    corridor.sender.next(ScriptedSender.fail(Answers.refused("InvalidMessageContents")));
    corridor.sender.next(ScriptedSender.fail(Answers.hopeless()));
    corridor.sender.latencyMs(5_000);
    corridor.put("a", "b");
    assertThatThrownBy(() -> corridor.poll(5_000)).isInstanceOf(ConnectException.class);
    assertThatThrownBy(() -> corridor.poll(5_000)).isInstanceOf(ConnectException.class);
    assertThat(corridor.reporter.records()).isEmpty();
  }

  @Test
  void firstOfSeveralRecordsThatTheReporterCouldNotTakeIsNamed() {
    Corridor corridor = Corridor.open();
    CompletableFuture<Void> taken = new CompletableFuture<>();
    corridor.reporter.answer(() -> taken);
    corridor.put("bell\u0007", "bell\u0007");
    taken.completeExceptionally(new IllegalStateException("broker is gone"));
    assertThatThrownBy(() -> corridor.poll(1)).hasMessageContaining("events-0-0");
  }

  @Test
  void bytesUnderWayMayReachTheBoundOfTheBuffer() {
    Corridor corridor =
        Corridor.with("sqs.buffer.max.bytes", 1_048_576).with("sqs.batch.max.messages", 1).open();
    corridor.sender.otherwise(ScriptedSender::hold);
    String half = "x".repeat(524_288);
    corridor.put(half, half, half);
    assertThat(corridor.sender.sent()).hasSize(2);
  }

  @Test
  void groupIsKeptOnlyWhereOrderIs() {
    BufferFixture fixture = new BufferFixture(Corridor.QUEUE);
    assertThat(fixture.delivery("fair", "tenant", 0).group()).isEmpty();
    assertThat(new BufferFixture(Corridor.FIFO).delivery("fifo", "user", 0).group())
        .isEqualTo("user");
  }

  /** The oldest request that is held is answered at that time, at once if it is past. */
  private static void answer(Corridor corridor, DeliveryOutcome outcome, long at) {
    corridor.clock.pass(Math.max(0, at - corridor.clock.now()));
    corridor.sender.answer(corridor.sender.held().get(0), ScriptedSender.fail(outcome));
    corridor.poll(0);
  }
}
