package io.github.sqsconnect.delivery;

import io.github.sqsconnect.delivery.PipelineSnapshot.ReportState;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports rejected records to Connect's reporter, which writes them to the dead-letter topic, and
 * acknowledges each when it is written. Stops the task if records must not be reported, or cannot
 * be written. {@link UnreportedRecords} decides when a record is reported; {@code CheckedReporter}
 * in the root package detects failures that Connect's reporter hides.
 *
 * <p>A call to the reporter may block, because Connect's producer waits without limit for a topic
 * that is missing. So {@link ReporterCalls} makes the calls, one at a time, and this class only
 * checks whether they have ended. A call that has not ended after 30 seconds stops the task.
 */
public final class ErrantRecordReports {
  private static final Logger LOG = LoggerFactory.getLogger(ErrantRecordReports.class);

  /** The longest duration of one call; then the task stops. */
  public static final long LONGEST_CALL_MS = 30_000;

  private record Report(
      TrackedRecord tracked, String what, long startedAt, ReporterCalls.Call call) {}

  private final @Nullable ErrantRecordReporter reporter;
  private final ErrantRecordPolicy policy;
  private final ReporterCalls calls;
  private final MillisClock clock;

  /** Reports that are not known to be written. Only the call of the last one may be running. */
  private final ArrayDeque<Report> reports = new ArrayDeque<>();

  private long written;

  public ErrantRecordReports(
      @Nullable ErrantRecordReporter reporter,
      ErrantRecordPolicy policy,
      ReporterCalls calls,
      MillisClock clock) {
    this.reporter = reporter;
    this.policy = policy;
    this.calls = calls;
    this.clock = clock;
  }

  /**
   * Starts the report of a record. Must not be called while another call is running.
   *
   * @throws ConnectException if the task must stop because of the record
   */
  void report(TrackedRecord tracked, String rejection) {
    SinkRecord record = tracked.sinkRecord();
    String reason = UndeliverableException.bounded(rejection);
    String what =
        "record "
            + tracked.topicPartition()
            + "-"
            + tracked.offset()
            + " cannot be delivered: "
            + reason;
    if (!policy.tolerated()) {
      throw new ConnectException(StopReason.REJECTED_WITHOUT_TOLERANCE.message(what));
    }
    ErrantRecordReporter to = reporter;
    if (to == null) {
      throw new ConnectException(StopReason.REJECTED_WITHOUT_REPORTER.message(what));
    }
    LOG.warn(
        "event=errant_record topic={} partition={} offset={} reason=\"{}\"",
        record.originalTopic(),
        record.originalKafkaPartition(),
        record.originalKafkaOffset(),
        reason);
    UndeliverableException error = new UndeliverableException(what);
    Report report =
        new Report(tracked, what, clock.now(), calls.begin(() -> to.report(record, error)));
    reports.add(report);
    if (report.call().hasEnded()) {
      throwIfFailed(report);
    }
  }

  /** Whether a call is running, so that the next one has to wait. */
  boolean isBusy() {
    Report last = reports.peekLast();
    return last != null && !last.call().hasEnded();
  }

  /** Whether there are reports that are not known to be written. */
  boolean isWaiting() {
    return !reports.isEmpty();
  }

  /**
   * Acknowledges all records that are written. Does not wait.
   *
   * @param othersWait whether more records wait to be reported
   * @throws ConnectException if one could not be written, or a call is blocked
   */
  void settle(boolean othersWait) {
    ConnectException failure = null;
    for (Iterator<Report> all = reports.iterator(); all.hasNext(); ) {
      Report report = all.next();
      try {
        if (!report.call().hasEnded()) {
          throwIfOverdue(report, othersWait);
          continue;
        }
        if (report.tracked().isOrphan()) {
          all.remove();
          continue;
        }
        Future<Void> future = returned(report);
        if (future.isDone()) {
          all.remove();
          future.get();
          written++;
          report.tracked().acknowledge();
        }
      } catch (ConnectException stop) {
        failure = failure == null ? stop : failure;
      } catch (ExecutionException | InterruptedException | CancellationException e) {
        failure = failure == null ? notWritten(report, e.getMessage(), e) : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void throwIfFailed(Report report) {
    Future<Void> unused = returned(report);
  }

  /**
   * The future that the call of a report returned.
   *
   * @throws ConnectException if it failed
   */
  private Future<Void> returned(Report report) {
    try {
      return report.call().returned();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof DeadLetterRejectedException) {
        throw rejected(report, cause);
      }
      throw notWritten(report, cause.getMessage(), cause);
    } catch (CancellationException e) {
      throw blocked(report);
    }
  }

  /** A call for a revoked partition may block, until other records must be reported. */
  private void throwIfOverdue(Report report, boolean othersWait) {
    if (clock.now() - report.startedAt() >= LONGEST_CALL_MS
        && (othersWait || !report.tracked().isOrphan())) {
      throw blocked(report);
    }
  }

  private ConnectException blocked(Report report) {
    return new ConnectException(
        StopReason.DEAD_LETTER_BLOCKED.message(
            report.what()
                + ". For "
                + LONGEST_CALL_MS / 1_000
                + " seconds Connect has not finished writing it to "
                + target()));
  }

  private ConnectException rejected(Report report, Throwable cause) {
    SinkRecord record = report.tracked().sinkRecord();
    StopReason why = policy.whyRejected(record);
    return why == StopReason.DEAD_LETTER_TOO_LARGE
        ? new ConnectException(
            why.message(
                report.what()
                    + ". It has "
                    + ErrantRecordPolicy.bytes(record)
                    + " bytes, which is too large for the producer of "
                    + target()
                    + ", whose producer.override.max.request.size is "
                    + policy.maxRequestBytes()),
            cause)
        : notWritten(report, cause.getMessage(), cause);
  }

  private ConnectException notWritten(Report report, @Nullable String because, Throwable cause) {
    return new ConnectException(
        StopReason.DEAD_LETTER_NOT_WRITTEN.message(
            report.what()
                + ". It was not written to "
                + target()
                + ": "
                + UndeliverableException.bounded(String.valueOf(because))),
        cause);
  }

  /** Whether a rejected record can be reported; if not, the first one stops the task. */
  boolean canReport() {
    return policy.tolerated() && reporter != null;
  }

  /** The records that are known to be written. */
  long written() {
    return written;
  }

  /** Where Connect writes rejected records. */
  String target() {
    return policy.hasDeadLetterTopic()
        ? "dead-letter topic " + policy.deadLetterTopic()
        : "the worker's log";
  }

  /** The state of the reports, for proofs. */
  List<ReportState> snapshot() {
    return reports.stream()
        .map(
            report ->
                new ReportState(report.tracked().snapshot(), report.call(), report.startedAt()))
        .toList();
  }
}
