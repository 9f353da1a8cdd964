package io.github.sqsconnect;

import io.github.sqsconnect.delivery.DeadLetterRefusedException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Connect's reporter, with the failures that Connect hides. Connect calls a log reporter and a
 * dead-letter reporter, drops the futures that are done by then, and returns what is left: a future
 * of its own class that waits for the producer, or, if nothing is left, a {@link CompletableFuture}
 * that is done. A producer that refuses a record at once (too large, not authorized, no metadata
 * within {@code max.block.ms}) returns a future that is done, and failed; its failure is dropped
 * with it. This is so in Kafka 3.6.2 ({@code ProcessingContext.report}), 3.9.2, 4.1.2 and 4.3.1
 * ({@code RetryWithToleranceOperator.report}).
 *
 * <p>So with a dead-letter topic a {@code CompletableFuture} that is done when {@code report}
 * returns means that the producer refused the record, or that it wrote it within the microseconds
 * between its {@code send} and Connect's look, which a thread that gets no processor makes
 * possible. The record is then reported once more: the producer refuses it again, or writes a
 * second dead letter, which is allowed. A future of Connect's own class has the result of the
 * producer, done or not. Without a dead-letter topic there is nothing to wait for, and done is
 * success.
 */
final class CheckedReporter implements ErrantRecordReporter {
  private final ErrantRecordReporter reporter;

  private CheckedReporter(ErrantRecordReporter reporter) {
    this.reporter = reporter;
  }

  /** A reporter that hides no failure: Connect's own if there is none, or if it only logs. */
  static @Nullable ErrantRecordReporter of(
      @Nullable ErrantRecordReporter reporter, String deadLetterTopic) {
    return reporter == null || deadLetterTopic.isEmpty() ? reporter : new CheckedReporter(reporter);
  }

  /**
   * Reports a record.
   *
   * @throws DeadLetterRefusedException if the producer refused it at once
   */
  @Override
  public Future<Void> report(SinkRecord record, Throwable error) {
    Future<Void> written = reporter.report(record, error);
    if (hidesAnAnswer(written)) {
      written = reporter.report(record, error);
      if (hidesAnAnswer(written)) {
        throw new DeadLetterRefusedException();
      }
    }
    return written;
  }

  /** Must be called at once, on the thread that made the call. */
  private static boolean hidesAnAnswer(Future<Void> written) {
    return written instanceof CompletableFuture<Void> done
        && done.isDone()
        && !done.isCompletedExceptionally();
  }
}
