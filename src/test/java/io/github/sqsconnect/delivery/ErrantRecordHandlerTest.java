package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** The way of a record that cannot be delivered. */
class ErrantRecordHandlerTest {
  private static final String UNFIT = "bell\u0007";

  @Test
  void recordThatBecomesNoMessageIsReportedWithTheSameInstance() {
    Corridor corridor = Corridor.open();
    SinkRecord record = Batches.record(0, UNFIT);
    corridor.pipeline.accept(List.of(record));
    assertThat(corridor.reporter.records()).hasSize(1);
    assertThat(corridor.reporter.records().get(0)).isSameAs(record);
    assertThat(corridor.sender.sent()).isEmpty();
    assertThat(corridor.reporter.reasons().get(0))
        .hasMessageContaining("record events-0-0 cannot be delivered")
        .hasMessageContaining("U+0007")
        .hasMessageNotContaining("bell")
        .hasNoCause();
  }

  @Test
  void recordIsDoneOnlyWhenTheReporterHasTakenIt() {
    Corridor corridor = Corridor.open();
    CompletableFuture<Void> taken = new CompletableFuture<>();
    corridor.reporter.answer(() -> taken);
    corridor.put(UNFIT);
    corridor.run(10_000);
    assertThat(corridor.committable(Corridor.P0)).isZero();
    assertThat(corridor.pipeline.maxIdleMs()).as("the task looks again soon").isNotNull();
    taken.complete(null);
    corridor.poll(1);
    assertThat(corridor.committable(Corridor.P0)).isEqualTo(1);
    assertThat(corridor.pipeline.maxIdleMs()).isNull();
    assertThat(corridor.reporter.records()).hasSize(1);
  }

  @Test
  void futureThatFailsLaterStopsTheTaskAtTheNextPut() {
    Corridor corridor = Corridor.open();
    CompletableFuture<Void> taken = new CompletableFuture<>();
    corridor.reporter.answer(() -> taken);
    corridor.put(UNFIT);
    taken.completeExceptionally(new IllegalStateException("broker is gone"));
    assertThat(corridor.committable(Corridor.P0)).isZero();
    assertThatThrownBy(() -> corridor.poll(1))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("events-0-0")
        .hasMessageStartingWith("SQS-018")
        .hasMessageContaining("nothing is lost")
        .hasRootCauseMessage("broker is gone");
    assertThat(corridor.committable(Corridor.P0)).isZero();
  }

  @Test
  void futureThatIsCancelledStopsTheTask() {
    Corridor corridor = Corridor.open();
    CompletableFuture<Void> taken = new CompletableFuture<>();
    corridor.reporter.answer(() -> taken);
    corridor.put(UNFIT);
    taken.cancel(false);
    assertThatThrownBy(() -> corridor.poll(1)).isInstanceOf(ConnectException.class);
  }

  @Test
  void reporterThatThrowsStopsTheTask() {
    Corridor corridor = Corridor.open();
    corridor.reporter.answer(
        () -> {
          throw new ConnectException("tolerance exceeded");
        });
    assertThatThrownBy(() -> corridor.put(UNFIT))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith("SQS-018 record events-0-0")
        .hasRootCauseMessage("tolerance exceeded");
    assertThat(corridor.committable(Corridor.P0)).isZero();
  }

  @Test
  void withoutReporterTheTaskStopsWithTheMend() {
    Corridor corridor = Corridor.settings().withoutReporter().open();
    assertThatThrownBy(() -> corridor.put(UNFIT))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("events-0-0")
        .hasMessageContaining("U+0007")
        .hasMessageStartingWith("SQS-016")
        .hasMessageContaining("Set errors.deadletterqueue.topic.name");
    assertThat(corridor.committable(Corridor.P0)).isZero();
  }

  @Test
  void withoutToleranceTheReporterIsNotCalled() {
    Corridor corridor = Corridor.settings().withoutTolerance().open();
    assertThatThrownBy(() -> corridor.put(UNFIT))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith("SQS-015 record events-0-0");
    assertThat(corridor.reporter.records()).isEmpty();
    assertThat(corridor.committable(Corridor.P0)).isZero();
  }

  @Test
  void refusalAtOnceIsNamedWithTheTopic() {
    Corridor corridor = Corridor.open();
    corridor.reporter.answer(
        () -> {
          throw new DeadLetterRefusedException();
        });
    assertThatThrownBy(() -> corridor.put(UNFIT))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith("SQS-018 record events-0-0")
        .hasMessageContaining("dead-letter topic dead");
    assertThat(corridor.committable(Corridor.P0)).isZero();
  }

  @Test
  void callThatBlocksStopsTheTaskAfterHalfAMinuteAndNothingElseWaitsForIt() {
    BlockedCalls calls = new BlockedCalls();
    Corridor corridor = Corridor.settings().calls(calls).open();
    corridor.put("a", UNFIT, UNFIT, "b");
    corridor.run(29_900);
    assertThat(corridor.sender.sentBodies()).containsExactly(List.of("a", "b"));
    assertThat(calls.begun).isEqualTo(1);
    assertThat(corridor.committable(Corridor.P0)).isEqualTo(1);
    assertThatThrownBy(() -> corridor.poll(200))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith("SQS-022 record events-0-1 ")
        .hasMessageContaining("dead-letter topic dead")
        .hasMessageContaining("producer.override.max.block.ms");
  }

  @Test
  void callThatEndsInTimeIsFollowedByTheNext() {
    BlockedCalls calls = new BlockedCalls();
    Corridor corridor = Corridor.settings().calls(calls).open();
    corridor.put(UNFIT, UNFIT);
    corridor.run(29_900);
    calls.end();
    corridor.poll(1);
    assertThat(calls.begun).isEqualTo(2);
    corridor.run(29_900);
    calls.end();
    corridor.poll(1);
    assertThat(corridor.committable(Corridor.P0)).isEqualTo(2);
  }

  @Test
  void blockedLetterOfAClosedPartitionStopsTheTaskOnlyWhenOthersWaitForIt() {
    Corridor corridor = Corridor.settings().calls(new BlockedCalls()).open();
    corridor.put(UNFIT);
    corridor.pipeline.close(List.of(Corridor.P0));
    corridor.run(60_000);
    corridor.put(Corridor.P1, UNFIT);
    assertThatThrownBy(() -> corridor.poll(1)).hasMessageStartingWith("SQS-022 record events-0-0 ");
  }

  /** Begins calls that do not end before it is told so. */
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
          return call.get();
        }
      };
    }
  }

  @Test
  void goodRecordsOfTheSamePutAreSentAlthoughOneIsUnfit() {
    Corridor corridor = Corridor.open();
    corridor.put("a", UNFIT, "b");
    assertThat(corridor.sender.sentBodies()).containsExactly(List.of("a", "b"));
    corridor.poll(10);
    assertThat(corridor.committable(Corridor.P0)).isEqualTo(3);
  }

  @Test
  void rejectionSettledInACommitStaysOutstandingUntilTheNextPut() {
    Corridor corridor = Corridor.open();
    corridor.sender.otherwise(
        ScriptedSender.failEntries("bad"::equals, Answers.refused("InvalidMessageContents")));
    corridor.put("bad", "good");
    assertThat(corridor.committable(Corridor.P0)).isZero();
    assertThat(corridor.reporter.records()).isEmpty();
    assertThat(corridor.pipeline.maxIdleMs()).as("the task looks again soon").isEqualTo(5);
    corridor.poll(1);
    assertThat(corridor.reporter.records()).hasSize(1);
    corridor.poll(1);
    assertThat(corridor.committable(Corridor.P0)).isEqualTo(2);
  }

  @Test
  void recordTakenAfterARebalanceIsForgotten() {
    Corridor corridor = Corridor.open();
    CompletableFuture<Void> taken = new CompletableFuture<>();
    corridor.reporter.answer(() -> taken);
    corridor.put(UNFIT);
    corridor.pipeline.close(List.of(Corridor.P0));
    taken.completeExceptionally(new IllegalStateException("too late to matter"));
    corridor.poll(1);
    assertThat(corridor.pipeline.maxIdleMs()).isNull();
  }

  @Test
  void rejectionsOfAPartitionThatWasTakenAwayAreNotReported() {
    Corridor corridor = Corridor.open();
    corridor.sender.otherwise(
        ScriptedSender.failEntries(body -> true, Answers.refused("InvalidMessageContents")));
    corridor.put("a");
    assertThat(corridor.committable(Corridor.P0)).isZero();
    corridor.pipeline.close(List.of(Corridor.P0));
    corridor.poll(1);
    assertThat(corridor.reporter.records()).isEmpty();
  }
}
