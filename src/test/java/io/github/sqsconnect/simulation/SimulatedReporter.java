package io.github.sqsconnect.simulation;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;

/** The worker's errant-record reporter: may be late, fail late, or fail at once. */
final class SimulatedReporter implements ErrantRecordReporter {
  /** A record on its way to the dead-letter topic. */
  private final class Report implements Future<Void> {
    private final int record;
    private final int epoch;
    private final long doneAt;
    private final boolean fails;
    private boolean cancelled;

    Report(int record, int epoch, long doneAt, boolean fails) {
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
  public Future<Void> report(SinkRecord instance, Throwable error) {
    life.mayCrash();
    if (life.phase() != Life.Phase.PUT) {
      throw new Violation("reported outside put", "in " + life.phase());
    }
    if (!tolerant) {
      throw new Violation("reported without tolerance", error.getMessage());
    }
    int record = topic.at(instance.originalKafkaPartition(), instance.originalKafkaOffset());
    int epoch = ledger.reported(record, instance, life);
    life.reported(record);
    story.add("task", "reports " + topic.name(record));
    if (habit == Setup.Reporting.THROWING && weather.isFaulty() && weather.roll(3) == 0) {
      life.note(Life.Reason.REPORTER);
      throw new ConnectException("the reporter takes nothing");
    }
    boolean fails = habit == Setup.Reporting.FAILING && weather.isFaulty() && weather.roll(3) == 0;
    long takes = habit == Setup.Reporting.PROMPT ? 0 : weather.roll(2_000);
    if (takes > 500) {
      reached.mark(State.REPORTER_LATE);
    }
    Report report = new Report(record, epoch, time.now() + takes, fails);
    if (fails) {
      life.note(Life.Reason.REPORTER);
    }
    underWay.add(report);
    return report;
  }

  /**
   * What is done by now is true for the ledger.
   *
   * @param seen whether the task looks too, which it does in put
   */
  void settle(boolean seen) {
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

  /** Whether the task has yet to look at a report. */
  boolean isWaiting() {
    return !underWay.isEmpty();
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
      if (partitions[topic.partitionOf(report.record)] && !report.cancelled) {
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
      if (partitions[topic.partitionOf(report.record)] && !report.isDone()) {
        report.cancel(true);
        reached.mark(State.REPORT_CANCELLED);
      }
    }
  }
}
