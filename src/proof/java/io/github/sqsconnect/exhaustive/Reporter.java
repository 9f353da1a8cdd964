package io.github.sqsconnect.exhaustive;

import io.github.sqsconnect.delivery.DeadLetterRefusedException;
import io.github.sqsconnect.delivery.ReporterCalls;
import io.github.sqsconnect.simulation.Assignment;
import io.github.sqsconnect.simulation.Violation;
import java.util.ArrayList;
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
final class Reporter implements ErrantRecordReporter, ReporterCalls {
  /** So long a call may block before the task stops. */
  private static final long LONGEST_CALL_MS = 30_000;

  /** What can go wrong in a call, by the number that is chosen. */
  private static final int THROWS = 1;

  private static final int REFUSES = 2;
  private static final int DONE_AT_ONCE = 3;
  private static final int BLOCKS = 4;

  /** A call, which has ended unless it blocks. */
  final class Calling implements Call {
    private boolean blocks;
    private boolean isDecided;
    private @Nullable Report report;
    private @Nullable Future<Void> returned;
    private @Nullable RuntimeException thrown;

    /** How far its report is: the number after all of them when the call blocks. */
    int standing() {
      return blocks ? Standing.values().length : report == null ? -1 : report.standing.ordinal();
    }

    /** Whether it ends, blocks on, or blocks too long is chosen once in a put. */
    @Override
    public boolean hasEnded() {
      if (blocks && !isDecided && life.phase() == Life.Phase.PUT) {
        isDecided = true;
        int choice = run.choose(isOfCurrentAssignment(report) ? 3 : 2);
        blocks = choice > 0;
        if (choice == 2) {
          run.time().advanceTo(run.time().now() + LONGEST_CALL_MS);
          life.mustStop();
        }
      }
      return !blocks;
    }

    @Override
    public Future<Void> returned() throws ExecutionException {
      if (returned == null) {
        throw new ExecutionException(thrown);
      }
      return returned;
    }
  }

  /** How far a report is. */
  enum Standing {
    UNDER_WAY,
    DONE,
    FAILED,
    CANCELLED
  }

  /** A record on its way to the dead-letter topic. */
  final class Report implements Future<Void> {
    private final int record;
    private final int epoch;
    private Standing standing = Standing.UNDER_WAY;
    private Calling call;

    Report(int record, int epoch) {
      this.record = record;
      this.epoch = epoch;
    }

    Standing standing() {
      return standing;
    }

    private void done() {
      standing = Standing.DONE;
      run.ledger().taken(record);
    }

    private void failed() {
      standing = Standing.FAILED;
      run.fault(1);
      life.mayStop();
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
      standing = Standing.CANCELLED;
      return true;
    }

    @Override
    public boolean isCancelled() {
      return standing == Standing.CANCELLED;
    }

    /** Whether it is done by now is chosen when the task looks. */
    @Override
    public boolean isDone() {
      if (standing == Standing.UNDER_WAY) {
        int choice = run.choose(run.faultsLeft() > 0 ? 3 : 2);
        if (choice == 0) {
          done();
        } else if (choice == 2) {
          failed();
        }
      }
      if (standing != Standing.UNDER_WAY) {
        underWay.remove(this);
      }
      return standing != Standing.UNDER_WAY;
    }

    @Override
    public Void get() throws ExecutionException {
      switch (standing) {
        case UNDER_WAY -> throw new Violation("waited for the reporter", run.topic().name(record));
        case CANCELLED -> throw new CancellationException();
        case FAILED -> throw new ExecutionException(new IllegalStateException("a dead letter"));
        case DONE -> {
          run.tell("reporter", "has taken ", run.topic().name(record));
          run.ledger().takenSeen(record, epoch);
        }
      }
      return null;
    }

    @Override
    public Void get(long timeout, TimeUnit unit) throws ExecutionException {
      return get();
    }
  }

  private final Run run;
  private final Life life;

  /** Reports that the task has not seen done. */
  private final List<Report> underWay = new ArrayList<>();

  private @Nullable Calling calling;

  /** What Connect has answered for at once, how, and the epoch it was reported in. */
  private @Nullable SinkRecord answered;

  private int answer;
  private int answeredIn;

  Reporter(Run run, Life life) {
    this.run = run;
    this.life = life;
  }

  /** A put begins. */
  void beginPut() {
    if (calling != null) {
      calling.isDecided = false;
    }
  }

  @Override
  public Call begin(Supplier<Future<Void>> call) {
    if (calling != null && calling.blocks) {
      throw new Violation("two calls at once", "to the reporter");
    }
    Calling begun = new Calling();
    calling = begun;
    try {
      begun.returned = call.get();
    } catch (ConnectException | DeadLetterRefusedException e) {
      begun.thrown = e;
    }
    return begun;
  }

  private boolean isOfCurrentAssignment(Report report) {
    Assignment assignment = run.ledger().assignment(run.topic().partitionOf(report.record));
    return assignment != null && assignment.epoch() == report.epoch;
  }

  @Override
  public Future<Void> report(SinkRecord instance, Throwable error) {
    boolean again = instance == answered;
    if (life.isToStop() && !again) {
      throw new Violation("reported too late", "the task has to stop");
    }
    if (life.phase() != Life.Phase.PUT) {
      throw new Violation("reported outside put", "in " + life.phase());
    }
    int record = run.topic().at(instance.originalKafkaPartition(), instance.originalKafkaOffset());
    int epoch = again ? answeredIn : run.ledger().reported(record, instance, life.name());
    run.tell("task", "reports ", run.topic().name(record));
    int fault = again ? (answer == REFUSES ? REFUSES : 0) : run.chooseFault(4);
    answered = null;
    if (fault == THROWS) {
      life.mayStop();
      throw new ConnectException("the reporter takes nothing");
    }
    if (fault == REFUSES || fault == DONE_AT_ONCE) {
      answered = instance;
      answeredIn = epoch;
      answer = fault;
      if (fault == REFUSES) {
        life.mustStop();
      } else {
        run.ledger().taken(record);
      }
      return CompletableFuture.completedFuture(null);
    }
    Report report = new Report(record, epoch);
    calling.report = report;
    calling.blocks = fault == BLOCKS;
    calling.isDecided = calling.blocks;
    report.call = calling;
    underWay.add(report);
    return report;
  }

  /** Whether the task waits for a report of partitions that it owns. */
  boolean isWaiting(boolean[] partitions) {
    for (Report report : underWay) {
      if (partitions[run.topic().partitionOf(report.record)] && isOfCurrentAssignment(report)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The worker waits for the reports of these partitions before it asks what may be committed.
   *
   * @throws ConnectException if one failed
   */
  void await(boolean[] partitions) {
    boolean failed = false;
    for (Report report : List.copyOf(underWay)) {
      if (!partitions[run.topic().partitionOf(report.record)] || report.call.blocks) {
        continue;
      }
      if (report.standing == Standing.UNDER_WAY) {
        if (run.faultsLeft() > 0 && run.choose(2) == 1) {
          report.failed();
        } else {
          report.done();
        }
      }
      if (report.standing == Standing.FAILED) {
        failed = true;
        underWay.remove(report);
      }
    }
    if (failed) {
      throw new ConnectException("a report failed");
    }
  }

  /** The partitions were lost. */
  void cancel(boolean[] partitions) {
    for (Report report : underWay) {
      if (partitions[run.topic().partitionOf(report.record)]
          && report.standing == Standing.UNDER_WAY
          && !report.call.blocks) {
        report.cancel(true);
      }
    }
  }
}
