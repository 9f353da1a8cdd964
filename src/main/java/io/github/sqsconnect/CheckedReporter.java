package io.github.sqsconnect;

import io.github.sqsconnect.delivery.DeadLetterRejectedException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Connect's reporter, which also detects failures that Connect hides. {@code ErrantRecordReports}
 * calls it for each errant record.
 *
 * <p>Connect calls a log reporter and a dead-letter reporter. It drops the futures that are already
 * done, and returns the rest: a future of its own class that waits for the producer, or, if nothing
 * is left, a completed {@link CompletableFuture}. A producer that rejects a record immediately (too
 * large, not authorized, no metadata within {@code max.block.ms}) returns a future that has already
 * failed, so Connect drops the failure. This is so in Kafka 3.6.2 ({@code
 * ProcessingContext.report}), 3.9.2, 4.1.2 and 4.3.1 ({@code RetryWithToleranceOperator.report}).
 *
 * <p>So with a dead-letter topic, a completed {@code CompletableFuture} means one of two things:
 * the producer rejected the record, or it wrote the record in the microseconds before Connect
 * checked the future. The record is then reported a second time. Either the producer rejects it
 * again, or it writes a second dead letter, which is allowed. A future of Connect's own class
 * always has the result of the producer. Without a dead-letter topic there is nothing to wait for.
 */
final class CheckedReporter implements ErrantRecordReporter {
  private final ErrantRecordReporter reporter;

  private CheckedReporter(ErrantRecordReporter reporter) {
    this.reporter = reporter;
  }

  /**
   * Wraps Connect's reporter if it writes to a dead-letter topic; returns it unchanged otherwise.
   */
  static @Nullable ErrantRecordReporter of(
      @Nullable ErrantRecordReporter reporter, String deadLetterTopic) {
    return reporter == null || deadLetterTopic.isEmpty() ? reporter : new CheckedReporter(reporter);
  }

  /**
   * Reports a record.
   *
   * @throws DeadLetterRejectedException if the producer rejected it immediately
   */
  @Override
  public Future<Void> report(SinkRecord record, Throwable error) {
    Future<Void> written = reporter.report(record, error);
    if (hidesResult(written)) {
      written = reporter.report(record, error);
      if (hidesResult(written)) {
        throw new DeadLetterRejectedException();
      }
    }
    return written;
  }

  /** Valid only right after the call: later, a future that is done proves nothing. */
  private static boolean hidesResult(Future<Void> written) {
    return written instanceof CompletableFuture<Void> done
        && done.isDone()
        && !done.isCompletedExceptionally();
  }
}
