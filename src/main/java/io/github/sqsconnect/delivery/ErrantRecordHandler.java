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
 * What happens to records that cannot be delivered: Connect's reporter writes them to the
 * dead-letter topic, or the task stops. A record is done only when Connect says that it is written.
 *
 * <p>A call to the reporter may block, because Connect's producer waits without limit for a topic
 * that is missing. So the calls are made elsewhere, one at a time, and this class only looks at
 * them. A call that has not ended after 30 seconds stops the task.
 */
public final class ErrantRecordHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ErrantRecordHandler.class);

  /** The longest time that one call may take before the task stops. */
  public static final long LONGEST_CALL_MS = 30_000;

  private record Letter(TrackedRecord ticket, String what, long begunAt, ReporterCalls.Call call) {}

  private final @Nullable ErrantRecordReporter reporter;
  private final ErrantRecordPolicy policy;
  private final ReporterCalls calls;
  private final MillisClock clock;

  /** Letters that are not known to be written. Only the call of the last one may be running. */
  private final ArrayDeque<Letter> letters = new ArrayDeque<>();

  public ErrantRecordHandler(
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
   * Begins to report a record. Only while no other call is running.
   *
   * @throws ConnectException if the record must stop the task
   */
  void report(TrackedRecord ticket, String rejection) {
    SinkRecord record = ticket.record();
    String reason = UndeliverableException.bounded(rejection);
    String what =
        "record "
            + ticket.topicPartition()
            + "-"
            + ticket.offset()
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
    Letter letter =
        new Letter(ticket, what, clock.now(), calls.begin(() -> to.report(record, error)));
    letters.add(letter);
    if (letter.call().hasEnded()) {
      throwIfFailed(letter);
    }
  }

  /** Whether a call is running, so that the next one has to wait. */
  boolean isBusy() {
    Letter last = letters.peekLast();
    return last != null && !last.call().hasEnded();
  }

  /** Whether records wait for the reporter. */
  boolean isWaiting() {
    return !letters.isEmpty();
  }

  /**
   * Acknowledges all records that are written; looks, and never waits.
   *
   * @param othersWait whether more records are to be reported
   * @throws ConnectException if one could not be written, or a call is blocked
   */
  void settle(boolean othersWait) {
    ConnectException failure = null;
    for (Iterator<Letter> all = letters.iterator(); all.hasNext(); ) {
      Letter letter = all.next();
      try {
        if (!letter.call().hasEnded()) {
          throwIfOverdue(letter, othersWait);
          continue;
        }
        if (letter.ticket().isOrphan()) {
          all.remove();
          continue;
        }
        Future<Void> written = returned(letter);
        if (written.isDone()) {
          all.remove();
          written.get();
          letter.ticket().acknowledge();
        }
      } catch (ConnectException stop) {
        failure = failure == null ? stop : failure;
      } catch (ExecutionException | InterruptedException | CancellationException e) {
        failure = failure == null ? notWritten(letter, e.getMessage(), e) : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void throwIfFailed(Letter letter) {
    Future<Void> unused = returned(letter);
  }

  /**
   * What the call of a letter has returned.
   *
   * @throws ConnectException if it failed
   */
  private Future<Void> returned(Letter letter) {
    try {
      return letter.call().returned();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof DeadLetterRefusedException) {
        throw refused(letter, cause);
      }
      throw notWritten(letter, cause.getMessage(), cause);
    } catch (CancellationException e) {
      throw blocked(letter);
    }
  }

  /** A call for a partition that was revoked may block until other records must be reported. */
  private void throwIfOverdue(Letter letter, boolean othersWait) {
    if (clock.now() - letter.begunAt() >= LONGEST_CALL_MS
        && (othersWait || !letter.ticket().isOrphan())) {
      throw blocked(letter);
    }
  }

  private ConnectException blocked(Letter letter) {
    return new ConnectException(
        StopReason.DEAD_LETTER_BLOCKED.message(
            letter.what()
                + ". For "
                + LONGEST_CALL_MS / 1_000
                + " seconds Connect has not finished writing it to "
                + target()));
  }

  private ConnectException refused(Letter letter, Throwable cause) {
    SinkRecord record = letter.ticket().record();
    StopReason why = policy.whyRefused(record);
    return why == StopReason.DEAD_LETTER_TOO_LARGE
        ? new ConnectException(
            why.message(
                letter.what()
                    + ". Its "
                    + ErrantRecordPolicy.bytes(record)
                    + " bytes are too many for the producer of "
                    + target()
                    + ", whose producer.override.max.request.size is "
                    + policy.maxRequestBytes()),
            cause)
        : notWritten(letter, cause.getMessage(), cause);
  }

  private ConnectException notWritten(Letter letter, @Nullable String because, Throwable cause) {
    return new ConnectException(
        StopReason.DEAD_LETTER_NOT_TAKEN.message(
            letter.what()
                + ". It was not written to "
                + target()
                + ": "
                + UndeliverableException.bounded(String.valueOf(because))),
        cause);
  }

  private String target() {
    return policy.hasDeadLetterTopic()
        ? "dead-letter topic " + policy.deadLetterTopic()
        : "the worker's log";
  }

  /** The state of the reports, for proofs. */
  List<ReportState> snapshot() {
    return letters.stream()
        .map(letter -> new ReportState(letter.ticket().snapshot(), letter.call(), letter.begunAt()))
        .toList();
  }
}
