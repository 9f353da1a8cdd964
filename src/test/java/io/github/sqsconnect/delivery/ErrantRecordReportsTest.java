package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.fakes.DirectReporterCalls;
import io.github.sqsconnect.fakes.FakeReporter;
import io.github.sqsconnect.fakes.ManualClock;
import io.github.sqsconnect.fakes.Outcomes;
import io.github.sqsconnect.fakes.ScriptedSender;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** The way of a record that cannot be delivered. */
class ErrantRecordReportsTest {
  private static final String UNFIT = "bell\u0007";

  @Test
  void recordThatBecomesNoMessageIsReportedWithTheSameInstance() {
    TestPipeline fixture = TestPipeline.open();
    SinkRecord record = MessageBatches.record(0, UNFIT);
    fixture.pipeline.accept(List.of(record));
    assertThat(fixture.reporter.records()).hasSize(1);
    assertThat(fixture.reporter.records().get(0)).isSameAs(record);
    assertThat(fixture.sender.sent()).isEmpty();
    assertThat(fixture.reporter.reasons().get(0))
        .hasMessageContaining("record events-0-0 cannot be delivered")
        .hasMessageContaining("U+0007")
        .hasMessageNotContaining("bell")
        .hasNoCause();
  }

  @Test
  void recordIsDoneOnlyWhenTheReporterHasTakenIt() {
    TestPipeline fixture = TestPipeline.open();
    CompletableFuture<Void> taken = new CompletableFuture<>();
    fixture.reporter.respond(() -> taken);
    fixture.put(UNFIT);
    fixture.run(10_000);
    assertThat(fixture.committable(TestPipeline.P0)).isZero();
    assertThat(fixture.pipeline.maxIdleMs()).as("Connect calls the task soon").isNotNull();
    taken.complete(null);
    fixture.poll(1);
    assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(1);
    assertThat(fixture.pipeline.maxIdleMs()).isNull();
    assertThat(fixture.reporter.records()).hasSize(1);
  }

  @Test
  void futureThatFailsLaterStopsTheTaskAtTheNextPut() {
    TestPipeline fixture = TestPipeline.open();
    CompletableFuture<Void> taken = new CompletableFuture<>();
    fixture.reporter.respond(() -> taken);
    fixture.put(UNFIT);
    taken.completeExceptionally(new IllegalStateException("broker is gone"));
    assertThat(fixture.committable(TestPipeline.P0)).isZero();
    assertThatThrownBy(() -> fixture.poll(1))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("events-0-0")
        .hasMessageStartingWith("SQS-018")
        .hasMessageContaining("nothing is lost")
        .hasRootCauseMessage("broker is gone");
    assertThat(fixture.committable(TestPipeline.P0)).isZero();
  }

  @Test
  void futureThatIsCancelledStopsTheTask() {
    TestPipeline fixture = TestPipeline.open();
    CompletableFuture<Void> taken = new CompletableFuture<>();
    fixture.reporter.respond(() -> taken);
    fixture.put(UNFIT);
    taken.cancel(false);
    assertThatThrownBy(() -> fixture.poll(1)).isInstanceOf(ConnectException.class);
  }

  @Test
  void reporterThatThrowsStopsTheTask() {
    TestPipeline fixture = TestPipeline.open();
    fixture.reporter.respond(
        () -> {
          throw new ConnectException("tolerance exceeded");
        });
    assertThatThrownBy(() -> fixture.put(UNFIT))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith("SQS-018 record events-0-0")
        .hasRootCauseMessage("tolerance exceeded");
    assertThat(fixture.committable(TestPipeline.P0)).isZero();
  }

  @Test
  void withoutReporterTheTaskStopsWithTheFix() {
    TestPipeline fixture = TestPipeline.settings().withoutReporter().open();
    assertThatThrownBy(() -> fixture.put(UNFIT))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("events-0-0")
        .hasMessageContaining("U+0007")
        .hasMessageStartingWith("SQS-016")
        .hasMessageContaining("Set errors.deadletterqueue.topic.name");
    assertThat(fixture.committable(TestPipeline.P0)).isZero();
  }

  @Test
  void withoutToleranceTheReporterIsNotCalled() {
    TestPipeline fixture = TestPipeline.settings().withoutTolerance().open();
    assertThatThrownBy(() -> fixture.put(UNFIT))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith("SQS-015 record events-0-0");
    assertThat(fixture.reporter.records()).isEmpty();
    assertThat(fixture.committable(TestPipeline.P0)).isZero();
  }

  @Test
  void immediateRejectionByTheProducerNamesTheTopic() {
    TestPipeline fixture = TestPipeline.open();
    fixture.reporter.respond(
        () -> {
          throw new DeadLetterRejectedException();
        });
    assertThatThrownBy(() -> fixture.put(UNFIT))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith("SQS-018 record events-0-0")
        .hasMessageContaining("It was not written to dead-letter topic dead");
    assertThat(fixture.committable(TestPipeline.P0)).isZero();
  }

  @Test
  void recordThatIsTooLargeForTheProducerIsNamedWithItsSize() {
    TestPipeline fixture = TestPipeline.open();
    fixture.reporter.respond(
        () -> {
          throw new DeadLetterRejectedException();
        });
    assertThatThrownBy(() -> fixture.put(UNFIT + "x".repeat(1_048_576)))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith("SQS-017 record events-0-0")
        .hasMessageContaining(
            "It has 1048581 bytes, which is too large for the producer of dead-letter topic dead, whose"
                + " producer.override.max.request.size is 1048576");
  }

  /** Only an immediate rejection by the producer can be for the size. */
  @Test
  void otherFailureOfALargeRecordIsNotForItsSize() {
    TestPipeline fixture = TestPipeline.open();
    fixture.reporter.respond(
        () -> {
          throw new ConnectException("tolerance exceeded");
        });
    assertThatThrownBy(() -> fixture.put(UNFIT + "x".repeat(1_048_576)))
        .hasMessageStartingWith("SQS-018 record events-0-0")
        .hasMessageContaining("It was not written to dead-letter topic dead: tolerance exceeded");
  }

  @Test
  void failureOfACallWithoutACauseIsNamedItself() {
    TestPipeline fixture =
        TestPipeline.settings()
            .calls(
                call ->
                    new ReporterCalls.Call() {
                      @Override
                      public boolean hasEnded() {
                        return true;
                      }

                      @Override
                      public Future<Void> returned() throws ExecutionException {
                        throw new ExecutionException("no cause", null);
                      }
                    })
            .open();
    assertThatThrownBy(() -> fixture.put(UNFIT))
        .hasMessageStartingWith("SQS-018 record events-0-0")
        .hasMessageContaining(": no cause");
  }

  @Test
  void firstOfSeveralFailuresIsThrown() {
    TestPipeline fixture = TestPipeline.open();
    List<CompletableFuture<Void>> letters = new ArrayList<>();
    fixture.reporter.respond(
        () -> {
          letters.add(new CompletableFuture<>());
          return letters.get(letters.size() - 1);
        });
    fixture.put(UNFIT, UNFIT);
    letters.get(0).completeExceptionally(new IllegalStateException("first"));
    letters.get(1).completeExceptionally(new IllegalStateException("second"));
    assertThatThrownBy(() -> fixture.poll(1))
        .hasMessageStartingWith("SQS-018 record events-0-0")
        .hasRootCauseMessage("first");
  }

  @Test
  void earlierFailureIsThrownAlsoIfALaterCallBlocks() {
    BlockedCalls blocked = new BlockedCalls();
    ReporterCalls direct = new DirectReporterCalls();
    CompletableFuture<Void> letter = new CompletableFuture<>();
    List<ReporterCalls> next = new ArrayList<>(List.of(direct, blocked));
    TestPipeline fixture = TestPipeline.settings().calls(call -> next.remove(0).begin(call)).open();
    fixture.reporter.respond(() -> letter);
    fixture.put(UNFIT, UNFIT);
    letter.completeExceptionally(new IllegalStateException("broker is gone"));
    assertThatThrownBy(() -> fixture.poll(30_000))
        .hasMessageStartingWith("SQS-018 record events-0-0")
        .hasRootCauseMessage("broker is gone");
  }

  @Test
  void withoutATopicTheTargetIsTheLog() {
    ErrantRecordReports reports =
        new ErrantRecordReports(
            new FakeReporter(),
            new ErrantRecordPolicy(true, "", 1),
            new DirectReporterCalls(),
            new ManualClock());
    assertThat(reports.target()).isEqualTo("the worker's log");
  }

  @Test
  void callThatBlocksStopsTheTaskAfterHalfAMinuteAndNothingElseWaitsForIt() {
    BlockedCalls calls = new BlockedCalls();
    TestPipeline fixture = TestPipeline.settings().calls(calls).open();
    fixture.put("a", UNFIT, UNFIT, "b");
    fixture.run(29_999);
    assertThat(fixture.sender.sentBodies()).containsExactly(List.of("a", "b"));
    assertThat(calls.begun).isEqualTo(1);
    assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(1);
    assertThatThrownBy(() -> fixture.poll(1))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith("SQS-022 record events-0-1 ")
        .hasMessageContaining("dead-letter topic dead")
        .hasMessageContaining("producer.override.max.block.ms");
  }

  @Test
  void onlyCallThatBlocksStopsTheTaskToo() {
    TestPipeline fixture = TestPipeline.settings().calls(new BlockedCalls()).open();
    fixture.put(UNFIT);
    fixture.run(29_999);
    assertThatThrownBy(() -> fixture.poll(1)).hasMessageStartingWith("SQS-022 record events-0-0 ");
  }

  @Test
  void callThatEndsInTimeIsFollowedByTheNext() {
    BlockedCalls calls = new BlockedCalls();
    TestPipeline fixture = TestPipeline.settings().calls(calls).open();
    fixture.put(UNFIT, UNFIT);
    fixture.run(29_900);
    calls.end();
    fixture.poll(1);
    assertThat(calls.begun).isEqualTo(2);
    fixture.run(29_900);
    calls.end();
    fixture.poll(1);
    assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(2);
  }

  @Test
  void blockedReportOfAClosedPartitionStopsTheTaskOnlyIfOtherRecordsWait() {
    TestPipeline fixture = TestPipeline.settings().calls(new BlockedCalls()).open();
    fixture.put(UNFIT);
    fixture.pipeline.close(List.of(TestPipeline.P0));
    fixture.run(60_000);
    fixture.put(TestPipeline.P1, UNFIT);
    assertThatThrownBy(() -> fixture.poll(1)).hasMessageStartingWith("SQS-022 record events-0-0 ");
  }

  /** Starts calls that do not end before the test ends them. */
  private static final class BlockedCalls implements ReporterCalls {
    private int begun;
    private boolean[] ended = {};

    void end() {
      ended[0] = true;
    }

    @Override
    public Call begin(Supplier<Future<Void>> call) {
      begun++;
      boolean[] end = {false};
      ended = end;
      return new Call() {
        @Override
        public boolean hasEnded() {
          return end[0];
        }

        @Override
        public Future<Void> returned() {
          assertThat(end[0]).as("the call has ended").isTrue();
          return call.get();
        }
      };
    }
  }

  @Test
  void goodRecordsOfTheSamePutAreSentAlthoughOneIsUnfit() {
    TestPipeline fixture = TestPipeline.open();
    fixture.put("a", UNFIT, "b");
    assertThat(fixture.sender.sentBodies()).containsExactly(List.of("a", "b"));
    fixture.poll(10);
    assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(3);
  }

  @Test
  void rejectionSettledInACommitStaysOutstandingUntilTheNextPut() {
    TestPipeline fixture = TestPipeline.open();
    fixture.sender.otherwise(
        ScriptedSender.failEntries("bad"::equals, Outcomes.rejected("InvalidMessageContents")));
    fixture.put("bad", "good");
    assertThat(fixture.committable(TestPipeline.P0)).isZero();
    assertThat(fixture.reporter.records()).isEmpty();
    assertThat(fixture.pipeline.maxIdleMs()).as("Connect calls the task soon").isEqualTo(5);
    fixture.poll(1);
    assertThat(fixture.reporter.records()).hasSize(1);
    fixture.poll(1);
    assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(2);
  }

  @Test
  void recordTakenAfterARebalanceIsForgotten() {
    TestPipeline fixture = TestPipeline.open();
    CompletableFuture<Void> taken = new CompletableFuture<>();
    fixture.reporter.respond(() -> taken);
    fixture.put(UNFIT);
    fixture.pipeline.close(List.of(TestPipeline.P0));
    taken.completeExceptionally(new IllegalStateException("too late to matter"));
    fixture.poll(1);
    assertThat(fixture.pipeline.maxIdleMs()).isNull();
  }

  @Test
  void rejectionsOfARevokedPartitionAreNotReported() {
    TestPipeline fixture = TestPipeline.open();
    fixture.sender.otherwise(
        ScriptedSender.failEntries(body -> true, Outcomes.rejected("InvalidMessageContents")));
    fixture.put("a");
    assertThat(fixture.committable(TestPipeline.P0)).isZero();
    fixture.pipeline.close(List.of(TestPipeline.P0));
    fixture.poll(1);
    assertThat(fixture.reporter.records()).isEmpty();
  }
}
