package io.github.sqsconnect.simulation;

import io.github.sqsconnect.delivery.DeadLetterRefusedException;
import io.github.sqsconnect.delivery.ReporterCalls;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * The worker's errant-record reporter, and the thread that calls it: may be late, fail late, fail
 * at once, openly or not, or block.
 */
final class SimulatedReporter implements ErrantRecordReporter, ReporterCalls {
  private static final long NEVER = Long.MAX_VALUE;
  private static final long[] BLOCKED_MS = {50, 2_000, 29_000, NEVER};

  /** So long the core bears a call that blocks. */
  private static final long LONGEST_CALL_MS = 30_000;

  /** So long the thread does. */
  private static final long GIVEN_UP_MS = 31_000;

  /** A call, which ends when it is no longer blocked, or is given up. */
  private final class Calling implements Call {
    private final long begunAt = time.now();
    private final long blockedMs;
    private @Nullable Report report;
    private @Nullable Future<Void> returned;
    private @Nullable RuntimeException thrown;

    Calling(long blockedMs) {
      this.blockedMs = blockedMs;
    }

    @Override
    public boolean hasEnded() {
      return time.now() - begunAt >= Math.min(blockedMs, GIVEN_UP_MS);
    }

    @Override
    public Future<Void> returned() throws ExecutionException {
      if (blockedMs > GIVEN_UP_MS) {
        throw new CancellationException();
      }
      if (returned == null) {
        throw new ExecutionException(thrown);
      }
      return returned;
    }

    boolean isTooLong() {
      return !hasEnded() && time.now() - begunAt >= LONGEST_CALL_MS;
    }
  }

  /** A record on its way to the dead-letter topic. */
  private final class Report implements Future<Void> {
    private final int record;
    private final int epoch;
    private final long doneAt;
    private final boolean fails;
    private final Calling call;
    private boolean cancelled;

    Report(Calling call, int record, int epoch, long doneAt, boolean fails) {
      this.call = call;
      this.record = record;
      this.epoch = epoch;
      this.doneAt = doneAt;
      this.fails = fails;
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
      cancelled = true;
      return true;
    }

    @Override
    public boolean isCancelled() {
      return cancelled;
    }

    @Override
    public boolean isDone() {
      return cancelled || time.now() >= doneAt;
    }

    @Override
    public Void get() throws ExecutionException {
      if (!isDone()) {
        throw new Violation("waited for the reporter", "record " + topic.name(record));
      }
      if (cancelled) {
        throw new CancellationException();
      }
      if (fails) {
        throw new ExecutionException(new IllegalStateException("the dead-letter topic is ill"));
      }
      return null;
    }

    @Override
    public Void get(long timeout, TimeUnit unit) throws ExecutionException {
      return get();
    }
  }

  private final Topic topic;
  private final Ledger ledger;
  private final Weather weather;
  private final VirtualTime time;
  private final Story story;
  private final Reached reached;
  private final Life life;
  private final boolean tolerant;
  private final Setup.Reporting habit;
  private final List<Report> underWay = new ArrayList<>();
  private @Nullable Calling calling;

  /** What Connect has answered for at once, and the epoch it was reported in. */
  private @Nullable SinkRecord answered;

  private int answeredIn;

  SimulatedReporter(
      Topic topic,
      Ledger ledger,
      Weather weather,
      VirtualTime time,
      Story story,
      Reached reached,
      Life life,
      boolean tolerant,
      Setup.Reporting habit) {
    this.topic = topic;
    this.ledger = ledger;
    this.weather = weather;
    this.time = time;
    this.story = story;
    this.reached = reached;
    this.life = life;
    this.tolerant = tolerant;
    this.habit = habit;
  }

  @Override
  public Call begin(Supplier<Future<Void>> call) {
    if (calling != null && !calling.hasEnded()) {
      throw new Violation("two calls at once", "to the reporter");
    }
    boolean blocks =
        habit == Setup.Reporting.BLOCKING && weather.isFaulty() && weather.roll(3) == 0;
    calling = new Calling(blocks ? BLOCKED_MS[weather.roll(BLOCKED_MS.length)] : 0);
    if (blocks) {
      reached.mark(State.REPORTER_BLOCKED);
      if (calling.blockedMs > LONGEST_CALL_MS) {
        life.note(Life.Reason.BLOCKED_REPORTER);
      }
      story.add("reporter", "blocks for " + calling.blockedMs + " ms");
    }
    try {
      calling.returned = call.get();
    } catch (ConnectException | DeadLetterRefusedException e) {
      calling.thrown = e;
    }
    return calling;
  }

  @Override
  public Future<Void> report(SinkRecord instance, Throwable error) {
    life.mayCrash();
    if (life.phase() != Life.Phase.PUT) {
      throw new Violation("reported outside put", "in " + life.phase());
    }
    if (!tolerant) {
      throw new Violation("reported without tolerance", error.getMessage());
    }
    int record = topic.at(instance.originalKafkaPartition(), instance.originalKafkaOffset());
    boolean again = instance == answered;
    int epoch = again ? answeredIn : ledger.reported(record, instance, life);
    answered = null;
    if (!again) {
      life.reported(record);
    }
    story.add("task", "reports " + topic.name(record));
    if (isAnsweredAtOnce(again)) {
      answered = instance;
      answeredIn = epoch;
      if (habit == Setup.Reporting.COINCIDING) {
        reached.mark(State.REPORT_WRITTEN_AT_ONCE);
        ledger.taken(record);
      } else {
        reached.mark(State.REPORT_REFUSED_AT_ONCE);
        life.note(Life.Reason.REPORTER);
        life.mustStop();
      }
      return CompletableFuture.completedFuture(null);
    }
    if (habit == Setup.Reporting.THROWING && weather.isFaulty() && weather.roll(3) == 0) {
      life.note(Life.Reason.REPORTER);
      throw new ConnectException("the reporter takes nothing");
    }
    boolean fails = habit == Setup.Reporting.FAILING && weather.isFaulty() && weather.roll(3) == 0;
    long takes = habit == Setup.Reporting.PROMPT ? 0 : weather.roll(2_000);
    if (takes > 500) {
      reached.mark(State.REPORTER_LATE);
    }
    long doneAt = calling.blockedMs > GIVEN_UP_MS ? NEVER : time.now() + calling.blockedMs + takes;
    Report report = new Report(calling, record, epoch, doneAt, fails);
    calling.report = report;
    if (fails) {
      life.note(Life.Reason.REPORTER);
    }
    underWay.add(report);
    return report;
  }

  /** A refusal repeats itself, a coincidence does not. */
  private boolean isAnsweredAtOnce(boolean again) {
    return again
        ? habit == Setup.Reporting.REFUSING
        : (habit == Setup.Reporting.REFUSING || habit == Setup.Reporting.COINCIDING)
            && weather.isFaulty()
            && weather.roll(3) == 0;
  }

  /**
   * What is done by now is true for the ledger.
   *
   * @param seen whether the task looks too, which it does in put
   */
  void settle(boolean seen) {
    if (seen && calling != null && calling.report != null) {
      requireStop(calling, calling.report);
    }
    for (Iterator<Report> all = underWay.iterator(); all.hasNext(); ) {
      Report report = all.next();
      if (!report.isDone()) {
        continue;
      }
      if (!report.cancelled && !report.fails) {
        ledger.taken(report.record);
      }
      if (seen) {
        all.remove();
        if (!report.cancelled && !report.fails) {
          ledger.takenSeen(report.record, report.epoch);
          story.add("reporter", "has taken " + topic.name(report.record));
        }
      }
    }
  }

  /** A call that is given up is forgotten; one that blocks too long must stop the task. */
  private void requireStop(Calling call, Report report) {
    if (isCurrent(report) && (call.isTooLong() || (call.hasEnded() && report.doneAt == NEVER))) {
      life.mustStop();
    }
    if (call.hasEnded() && report.doneAt == NEVER) {
      underWay.remove(report);
    }
  }

  /** Whether the task has yet to look at a report, or at a call that blocks. */
  boolean isWaiting() {
    for (Report report : underWay) {
      if (!report.call.hasEnded() || isCurrent(report)) {
        return true;
      }
    }
    return false;
  }

  private boolean isCurrent(Report report) {
    Assignment assignment = ledger.assignment(topic.partitionOf(report.record));
    return assignment != null && assignment.epoch() == report.epoch;
  }

  /**
   * Connect waits for the reports of these partitions before it asks what may be committed.
   *
   * @throws ConnectException if one failed
   */
  void await(boolean[] partitions) {
    long last = time.now();
    boolean failed = false;
    for (Report report : underWay) {
      if (partitions[topic.partitionOf(report.record)]
          && !report.cancelled
          && report.call.hasEnded()
          && report.doneAt != NEVER) {
        last = Math.max(last, report.doneAt);
        failed |= report.fails;
      }
    }
    if (last > time.now()) {
      reached.mark(State.COMMIT_WAITS_FOR_REPORTER);
      time.advanceTo(last);
    }
    if (failed) {
      underWay.removeIf(report -> report.fails && partitions[topic.partitionOf(report.record)]);
      throw new ConnectException("a report failed");
    }
  }

  /** The partitions were lost. */
  void cancel(boolean[] partitions) {
    for (Report report : underWay) {
      if (partitions[topic.partitionOf(report.record)]
          && !report.isDone()
          && report.call.hasEnded()) {
        report.cancel(true);
        reached.mark(State.REPORT_CANCELLED);
      }
    }
  }
}
