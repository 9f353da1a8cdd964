package io.github.sqsconnect.fakes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;

/** Keeps the errant records. By default each dead letter is written at once. */
public final class FakeReporter implements ErrantRecordReporter {
  private final List<SinkRecord> records = Collections.synchronizedList(new ArrayList<>());
  private final List<Throwable> reasons = Collections.synchronizedList(new ArrayList<>());
  private final List<CompletableFuture<Void>> pending = new ArrayList<>();
  private volatile Supplier<Future<Void>> result;

  public FakeReporter() {
    this(FakeReporter::written);
  }

  /**
   * A reporter whose calls have a result of the test's choice.
   *
   * @param result called on the thread of the report; may block or throw
   */
  public FakeReporter(Supplier<Future<Void>> result) {
    this.result = result;
  }

  /** A future of a dead letter that is written, of a class like Connect's own. */
  public static Future<Void> written() {
    FutureTask<Void> written = new FutureTask<>(() -> null);
    written.run();
    return written;
  }

  /** A reporter whose dead letters are written when the test calls {@link #writePending}. */
  public static FakeReporter writingLater() {
    FakeReporter reporter = new FakeReporter();
    reporter.result =
        () -> {
          CompletableFuture<Void> letter = new CompletableFuture<>();
          reporter.pending.add(letter);
          return letter;
        };
    return reporter;
  }

  public void writePending() {
    pending.forEach(letter -> letter.complete(null));
    pending.clear();
  }

  /** Changes the result of the calls from now on. */
  public void respond(Supplier<Future<Void>> other) {
    result = other;
  }

  @Override
  public Future<Void> report(SinkRecord record, Throwable error) {
    records.add(record);
    reasons.add(error);
    return result.get();
  }

  public List<SinkRecord> records() {
    return records;
  }

  public List<Long> offsets() {
    return records.stream().map(SinkRecord::originalKafkaOffset).toList();
  }

  public List<Throwable> reasons() {
    return reasons;
  }

  public List<String> messages() {
    return reasons.stream().map(Throwable::getMessage).toList();
  }
}
