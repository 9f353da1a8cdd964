package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.ManualClock;
import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Generator;
import io.github.sqsconnect.property.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * For any order of reports, endings of calls, written records, revocations and waits: each record
 * is acknowledged when it is known to be written, and the first failure stops the task.
 */
class ErrantRecordReportsProperties {
  private static final int[] WAITS = {1, 100, 14_999, 15_000, 29_999, 30_000};

  /** What ends a call of the reporter, or the record on its way to the topic. */
  private enum End {
    RUNNING,
    ACCEPTED,
    WRITTEN,
    LOST,
    CANCELLED,
    THROWN,
    REFUSED,
    GIVEN_UP
  }

  private enum Kind {
    REPORT,
    END,
    CLOSE,
    SETTLE,
    WAIT
  }

  private record Step(Kind kind, End end, int number) {}

  private static Generator<List<Step>> steps() {
    Generator<Kind> kinds =
        Generator.weighted(
            Generator.times(4, Kind.REPORT),
            Generator.times(4, Kind.END),
            Generator.times(1, Kind.CLOSE),
            Generator.times(3, Kind.SETTLE),
            Generator.times(2, Kind.WAIT));
    Generator<End> ends =
        Generator.weighted(
            Generator.times(4, End.RUNNING),
            Generator.times(6, End.ACCEPTED),
            Generator.times(8, End.WRITTEN),
            Generator.times(1, End.LOST),
            Generator.times(1, End.CANCELLED),
            Generator.times(1, End.THROWN),
            Generator.times(1, End.REFUSED),
            Generator.times(1, End.GIVEN_UP));
    Generator<Step> step = draw -> new Step(kinds.from(draw), ends.from(draw), draw.below(60));
    return step.list(25);
  }

  @Property(tries = 2_000)
  void recordIsAcknowledgedWhenItIsWrittenAndTheFirstFailureIsThrown(Draw draw) {
    new ModelledReports().run(draw.next("steps", steps()));
  }

  @Property(everyCase = true)
  void firstRecordStopsTheTaskIfItMayNotBeReported(Draw draw) {
    boolean isTolerated = draw.coin();
    boolean hasReporter = draw.coin();
    boolean hasTopic = draw.coin();
    List<SinkRecord> reported = new ArrayList<>();
    ErrantRecordReports reports =
        new ErrantRecordReports(
            hasReporter
                ? (record, error) -> {
                  reported.add(record);
                  return new CompletableFuture<>();
                }
                : null,
            new ErrantRecordPolicy(isTolerated, hasTopic ? "dead" : "", 1_048_576),
            new ScriptedCalls(),
            new ManualClock());
    TrackedRecord tracked =
        new PartitionOffsets(TestPipeline.P0).register(MessageBatches.record(7, "value"), 5, 0);
    String stop = stopOf(() -> reports.report(tracked, "unfit"));

    assertThat(stop).isEqualTo(!isTolerated ? "SQS-015" : hasReporter ? null : "SQS-016");
    assertThat(reports.canReport()).isEqualTo(stop == null);
    assertThat(reports.isWaiting()).isEqualTo(stop == null);
    assertThat(reported).hasSize(stop == null ? 1 : 0);
    assertThat(reports.target()).contains(hasTopic ? "topic dead" : "log");
  }

  /** The id of the reason for which the task stops, or null. */
  private static @Nullable String stopOf(Runnable call) {
    try {
      call.run();
      return null;
    } catch (ConnectException stop) {
      return stop.getMessage().substring(0, 7);
    }
  }

  /** A call that ends as the test says. */
  private static final class ScriptedCall implements ReporterCalls.Call {
    private End end = End.RUNNING;
    private @Nullable CompletableFuture<Void> letter;

    @Override
    public boolean hasEnded() {
      return end != End.RUNNING;
    }

    @Override
    public Future<Void> returned() throws ExecutionException {
      assertThat(hasEnded()).as("asked only after it has ended").isTrue();
      return switch (end) {
        case THROWN -> throw new ExecutionException(new ConnectException("accepts nothing"));
        case REFUSED -> throw new ExecutionException(new DeadLetterRejectedException());
        case GIVEN_UP -> throw new CancellationException();
        default -> letter;
      };
    }
  }

  /** Calls of which at most one runs. */
  private static final class ScriptedCalls implements ReporterCalls {
    private final List<ScriptedCall> begun = new ArrayList<>();
    private End next = End.ACCEPTED;

    @Override
    public Call begin(Supplier<Future<Void>> report) {
      assertThat(begun).as("calls that run").noneMatch(call -> call.end == End.RUNNING);
      ScriptedCall call = new ScriptedCall();
      call.letter = (CompletableFuture<Void>) report.get();
      call.end = next;
      begun.add(call);
      return call;
    }
  }

  /** A report in the model. */
  private record ModelledReport(
      PartitionOffsets partition, TrackedRecord record, ScriptedCall call, long begunAt) {
    boolean isOrphan() {
      return partition.isClosed();
    }
  }

  private static final class ModelledReports {
    private final ManualClock clock = new ManualClock();
    private final ScriptedCalls calls = new ScriptedCalls();
    private final ErrantRecordReports reports =
        new ErrantRecordReports(
            (record, error) -> new CompletableFuture<>(),
            new ErrantRecordPolicy(true, "dead", 1_048_576),
            calls,
            clock);
    private final List<ModelledReport> pending = new ArrayList<>();
    private PartitionOffsets partition = new PartitionOffsets(TestPipeline.P0);
    private long written;
    private long offset;

    void run(List<Step> steps) {
      for (Step step : steps) {
        switch (step.kind()) {
          case REPORT -> report(step.end());
          case END -> end(step.end(), step.number());
          case CLOSE -> {
            partition.close();
            partition = new PartitionOffsets(TestPipeline.P0);
          }
          case SETTLE -> settle(step.number() % 2 == 0);
          case WAIT -> clock.advance(WAITS[step.number() % WAITS.length]);
        }
        assertThat(reports.isWaiting()).isEqualTo(!pending.isEmpty());
        assertThat(reports.isBusy()).isEqualTo(isBusy());
        assertThat(reports.written()).isEqualTo(written);
      }
    }

    private boolean isBusy() {
      return !pending.isEmpty() && pending.get(pending.size() - 1).call().end == End.RUNNING;
    }

    private void report(End end) {
      if (isBusy()) {
        return;
      }
      TrackedRecord tracked =
          partition.register(MessageBatches.record(offset++, "value"), 5, clock.now());
      calls.next =
          end == End.WRITTEN || end == End.LOST || end == End.CANCELLED ? End.ACCEPTED : end;
      String stop = stopOf(() -> reports.report(tracked, "unfit"));
      ScriptedCall call = calls.begun.get(calls.begun.size() - 1);
      pending.add(new ModelledReport(partition, tracked, call, clock.now()));
      assertThat(stop).isEqualTo(failureOfCall(call));
    }

    private void end(End end, int number) {
      if (pending.isEmpty()) {
        return;
      }
      ScriptedCall call = pending.get(number % pending.size()).call();
      if (call.end == End.RUNNING || (call.end == End.ACCEPTED && isOfLetter(end))) {
        call.end = end;
        switch (end) {
          case WRITTEN -> call.letter.complete(null);
          case LOST -> call.letter.completeExceptionally(new IllegalStateException("no broker"));
          case CANCELLED -> call.letter.cancel(false);
          default -> {}
        }
      }
    }

    private static boolean isOfLetter(End end) {
      return end == End.WRITTEN || end == End.LOST || end == End.CANCELLED;
    }

    private static @Nullable String failureOfCall(ScriptedCall call) {
      return switch (call.end) {
        case THROWN, REFUSED -> "SQS-018";
        case GIVEN_UP -> "SQS-022";
        default -> null;
      };
    }

    private void settle(boolean othersWait) {
      String expected = null;
      List<TrackedRecord> acknowledged = new ArrayList<>();
      for (ModelledReport report : List.copyOf(pending)) {
        String failure = failureOf(report, othersWait);
        expected = expected == null ? failure : expected;
        boolean isOver = isOfLetter(report.call().end);
        boolean isDropped = report.isOrphan() && report.call().end != End.RUNNING;
        if (isOver || isDropped) {
          pending.remove(report);
        }
        if (report.call().end == End.WRITTEN && !report.isOrphan()) {
          written++;
          acknowledged.add(report.record());
        }
      }

      assertThat(stopOf(() -> reports.settle(othersWait))).isEqualTo(expected);
      assertThat(acknowledged).noneMatch(TrackedRecord::isOutstanding);
      assertThat(pending)
          .as("acknowledged")
          .allMatch(report -> report.record().isOutstanding() || report.isOrphan());
    }

    private @Nullable String failureOf(ModelledReport report, boolean othersWait) {
      if (report.call().end == End.RUNNING) {
        boolean isOverdue = clock.now() - report.begunAt() >= 30_000;
        return isOverdue && (othersWait || !report.isOrphan()) ? "SQS-022" : null;
      }
      if (report.isOrphan()) {
        return null;
      }
      boolean isLost = report.call().end == End.LOST || report.call().end == End.CANCELLED;
      return isLost ? "SQS-018" : failureOfCall(report.call());
    }
  }
}
