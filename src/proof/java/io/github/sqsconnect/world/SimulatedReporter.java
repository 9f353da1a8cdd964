package io.github.sqsconnect.world;

import io.github.sqsconnect.delivery.DeadLetterRejectedException;
import io.github.sqsconnect.delivery.ReporterCalls;
import io.github.sqsconnect.world.ReportDelay.Standing;
import io.github.sqsconnect.world.ReporterFaults.Reaction;
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
 * The worker's errant-record reporter, and the thread that calls it: a report may be done late,
 * fail late, fail at once, openly or not, be done at once, which looks the same, or block.
 */
public final class SimulatedReporter implements ErrantRecordReporter, ReporterCalls {

  /** One call to the reporter, which ends unless it blocks. */
  public final class ReporterCall implements Call {
    private @Nullable PendingReport report;
    private @Nullable Future<Void> returned;
    private @Nullable RuntimeException thrown;

    @Override
    public boolean hasEnded() {
      return report == null || !report.delay.isCallBlocked();
    }

    @Override
    public Future<Void> returned() throws ExecutionException {
      if (report != null && report.delay.isGivenUp()) {
        throw new CancellationException();
      }
      if (returned == null) {
        throw new ExecutionException(thrown);
      }
      return returned;
    }

    /** The delay of its report; null if the reporter accepted none. */
    public @Nullable ReportDelay delay() {
      return report == null ? null : report.delay;
    }

    public boolean isCancelled() {
      return report != null && report.isCancelled;
    }
  }

  /** A record on its way to the dead-letter topic. */
  private final class PendingReport implements Future<Void> {
    private final int record;
    private final int epoch;
    private final ReportDelay delay;
    private boolean isCancelled;

    PendingReport(int record, int epoch) {
      this.record = record;
      this.epoch = epoch;
      delay = faults.delay(this::isCurrent);
    }

    private boolean isCurrent() {
      return world.ledger().isGivenIn(record, epoch);
    }

    private boolean isOf(boolean[] partitions) {
      return partitions[world.topic().partitionOf(record)];
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
      isCancelled = true;
      return true;
    }

    @Override
    public boolean isCancelled() {
      return isCancelled;
    }

    @Override
    public boolean isDone() {
      boolean isDone = isCancelled || delay.standing() != Standing.PENDING;
      if (isDone) {
        pending.remove(this);
      }
      return isDone;
    }

    @Override
    public Void get() throws ExecutionException {
      if (isCancelled) {
        throw new CancellationException();
      }
      switch (delay.standing()) {
        case PENDING -> throw new Violation("waited for the reporter", name(record));
        case FAILED -> throw new ExecutionException(new IllegalStateException("a dead letter"));
        case DONE -> {
          world.log().add("reporter", "has written ", name(record));
          world.ledger().reportWritten(record);
          world.ledger().reportSeen(record, epoch);
        }
      }
      return null;
    }

    @Override
    public Void get(long timeout, TimeUnit unit) throws ExecutionException {
      return get();
    }
  }

  private final World world;
  private final TaskLifecycle life;
  private final ReporterFaults faults;
  private final RefusalModel refusals;

  /** Reports that the task has not seen done. */
  private final List<PendingReport> pending = new ArrayList<>();

  /** Of these, those that were done when the current put began. */
  private final List<PendingReport> due = new ArrayList<>();

  private @Nullable ReporterCall call;

  /** The record that Connect has answered for at once, how, and the epoch of its report. */
  private @Nullable SinkRecord answered;

  private Reaction reaction = Reaction.ACCEPTS;
  private int answeredIn;

  public SimulatedReporter(
      World world, TaskLifecycle life, ReporterFaults faults, RefusalModel refusals) {
    this.world = world;
    this.life = life;
    this.faults = faults;
    this.refusals = refusals;
  }

  private String name(int record) {
    return world.topic().name(record);
  }

  /** A put begins, in which the task must look at all reports. */
  void beginPut() {
    faults.beginPut();
    if (call != null && call.report != null) {
      PendingReport last = call.report;
      if (last.isCurrent() && last.delay.isOverdue()) {
        life.mustStop();
      }
    }
    due.clear();
    for (Iterator<PendingReport> all = pending.iterator(); all.hasNext(); ) {
      PendingReport report = all.next();
      boolean isOver = report.isCancelled || report.delay.isDecided();
      if (report.delay.isGivenUp() || (isOver && !report.isCurrent())) {
        all.remove();
      } else if (isOver) {
        due.add(report);
      }
    }
  }

  /** The put is over; what was done when it began must have been seen. */
  void endPut() {
    due.retainAll(pending);
    if (!due.isEmpty()) {
      throw new Violation("report not seen", name(due.get(0).record));
    }
  }

  @Override
  public Call begin(Supplier<Future<Void>> report) {
    if (call != null && !call.hasEnded()) {
      throw new Violation("two calls at once", "to the reporter");
    }
    ReporterCall begun = new ReporterCall();
    call = begun;
    try {
      begun.returned = report.get();
    } catch (ConnectException | DeadLetterRejectedException e) {
      begun.thrown = e;
    }
    return begun;
  }

  @Override
  public Future<Void> report(SinkRecord instance, Throwable error) {
    life.mayCrash();
    boolean again = instance == answered;
    int record =
        world.topic().at(instance.originalKafkaPartition(), instance.originalKafkaOffset());
    if (!again) {
      requireAllowed(record, error);
    }
    int epoch = again ? answeredIn : world.ledger().reported(record, instance, life);
    world.log().add("task", "reports ", name(record));
    if (!again) {
      reaction = faults.reaction();
    } else if (reaction == Reaction.WRITES_AT_ONCE) {
      reaction = Reaction.ACCEPTS;
    }
    answered = null;
    switch (reaction) {
      case THROWS -> {
        life.allow(TaskLifecycle.Reason.REPORTER);
        throw new ConnectException("the reporter accepts nothing");
      }
      case REFUSES_AT_ONCE -> {
        world.reach(ReachableState.REPORT_REFUSED_AT_ONCE);
        life.allow(TaskLifecycle.Reason.REPORTER);
        life.mustStop();
      }
      case WRITES_AT_ONCE -> {
        world.reach(ReachableState.REPORT_WRITTEN_AT_ONCE);
        world.ledger().reportWritten(record);
      }
      case ACCEPTS -> {
        return accepted(record, epoch);
      }
    }
    answered = instance;
    answeredIn = epoch;
    return CompletableFuture.completedFuture(null);
  }

  private Future<Void> accepted(int record, int epoch) {
    PendingReport report = new PendingReport(record, epoch);
    if (call != null) {
      call.report = report;
    }
    pending.add(report);
    return report;
  }

  private void requireAllowed(int record, Throwable error) {
    if (life.phase() != TaskLifecycle.Phase.PUT) {
      throw new Violation("reported outside put", "in " + life.phase());
    }
    if (!world.setup().tolerant() && !life.isRepaired()) {
      throw new Violation("reported without tolerance", error.getMessage());
    }
    if (life.isToStop()) {
      throw new Violation("reported too late", "the task has to stop");
    }
    refusals.reported(record);
  }

  /** Whether the task has yet to look at a report, or at a call that blocks. */
  public boolean isWaiting() {
    for (PendingReport report : pending) {
      if (report.isCurrent() || report.delay.isCallBlocked()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Connect waits for the reports of these partitions before it asks what may be committed.
   *
   * @throws ConnectException if one failed
   */
  void await(boolean[] partitions) {
    long before = world.now();
    List<PendingReport> failed = new ArrayList<>();
    for (PendingReport report : List.copyOf(pending)) {
      boolean isRunning = report.delay.isCallBlocked() || report.delay.isGivenUp();
      if (!report.isOf(partitions) || report.isCancelled || isRunning) {
        continue;
      }
      if (report.delay.awaited() == Standing.FAILED) {
        failed.add(report);
      } else {
        world.ledger().reportWritten(report.record);
      }
    }
    if (world.now() > before) {
      world.reach(ReachableState.COMMIT_WAITS_FOR_REPORTER);
    }
    if (!failed.isEmpty()) {
      pending.removeAll(failed);
      throw new ConnectException("a report failed");
    }
  }

  /** The partitions were lost. */
  void cancel(boolean[] partitions) {
    for (PendingReport report : pending) {
      if (report.isOf(partitions) && !report.delay.isDecided() && !report.delay.isCallBlocked()) {
        report.cancel(true);
        world.reach(ReachableState.REPORT_CANCELLED);
      }
    }
  }
}
