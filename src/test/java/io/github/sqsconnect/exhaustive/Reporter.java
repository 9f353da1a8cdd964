package io.github.sqsconnect.exhaustive;

import io.github.sqsconnect.simulation.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;

/** The worker's errant-record reporter: a report may be done late, fail late, or fail at once. */
final class Reporter implements ErrantRecordReporter {
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

  Reporter(Run run, Life life) {
    this.run = run;
    this.life = life;
  }

  @Override
  public Future<Void> report(SinkRecord instance, Throwable error) {
    if (life.isToStop()) {
      throw new Violation("reported too late", "the task has to stop");
    }
    if (life.phase() != Life.Phase.PUT) {
      throw new Violation("reported outside put", "in " + life.phase());
    }
    int record = run.topic().at(instance.originalKafkaPartition(), instance.originalKafkaOffset());
    Report report = new Report(record, run.ledger().reported(record, instance, life.name()));
    run.tell("task", "reports ", run.topic().name(record));
    if (run.chooseFault(1) == 1) {
      life.mayStop();
      throw new ConnectException("the reporter takes nothing");
    }
    underWay.add(report);
    return report;
  }

  /** Whether the task waits for a report of partitions that it owns. */
  boolean isWaiting(boolean[] partitions) {
    for (Report report : underWay) {
      if (partitions[run.topic().partitionOf(report.record)]) {
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
      if (!partitions[run.topic().partitionOf(report.record)]) {
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
          && report.standing == Standing.UNDER_WAY) {
        report.cancel(true);
      }
    }
  }
}
