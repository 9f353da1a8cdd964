package io.github.sqsconnect.delivery;

import java.util.ArrayDeque;
import java.util.Iterator;
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
 * What happens to records that cannot be delivered: the worker's reporter takes them, or the task
 * stops. A record is done only when the reporter's future is.
 */
public final class ErrantRecordHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ErrantRecordHandler.class);

  private record Reported(Ticket ticket, String what, Future<Void> taken) {}

  private final @Nullable ErrantRecordReporter reporter;
  private final ErrantRecordPolicy policy;
  private final ArrayDeque<Reported> underWay = new ArrayDeque<>();

  public ErrantRecordHandler(@Nullable ErrantRecordReporter reporter, ErrantRecordPolicy policy) {
    this.reporter = reporter;
    this.policy = policy;
  }

  /**
   * Gives a record to the reporter.
   *
   * @throws ConnectException if the record must stop the task
   */
  void report(Ticket ticket, String reason) {
    SinkRecord record = ticket.record();
    String what =
        "record "
            + ticket.topicPartition()
            + "-"
            + ticket.offset()
            + " cannot be delivered: "
            + reason;
    ErrantRecordPolicy.Refusal refusal = policy.refusal(record);
    if (refusal != null) {
      throw new ConnectException(refusal.reason().message(what + refusal.detail()));
    }
    if (reporter == null) {
      throw new ConnectException(StopReason.REJECTED_WITHOUT_REPORTER.message(what));
    }
    LOG.warn(
        "event=errant_record topic={} partition={} offset={} reason=\"{}\"",
        record.originalTopic(),
        record.originalKafkaPartition(),
        record.originalKafkaOffset(),
        reason);
    try {
      underWay.add(
          new Reported(ticket, what, reporter.report(record, new UndeliverableException(what))));
    } catch (RuntimeException e) {
      throw notTaken(what, e);
    }
  }

  private static ConnectException notTaken(String what, Exception cause) {
    return new ConnectException(
        StopReason.DEAD_LETTER_NOT_TAKEN.message(what + ". " + cause.getMessage()), cause);
  }

  /**
   * Acknowledges all records that the reporter has taken for good; looks, and never waits.
   *
   * @throws ConnectException if it could not take one
   */
  void settle() {
    ConnectException failure = null;
    for (Iterator<Reported> all = underWay.iterator(); all.hasNext(); ) {
      Reported reported = all.next();
      if (!reported.taken().isDone()) {
        continue;
      }
      all.remove();
      if (reported.ticket().isOrphan()) {
        continue;
      }
      try {
        reported.taken().get();
      } catch (ExecutionException | InterruptedException | CancellationException e) {
        failure = failure == null ? notTaken(reported.what(), e) : failure;
        continue;
      }
      reported.ticket().acknowledge();
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Whether records wait for the reporter. */
  boolean isWaiting() {
    return !underWay.isEmpty();
  }
}
