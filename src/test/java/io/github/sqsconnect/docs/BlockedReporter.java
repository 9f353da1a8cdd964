package io.github.sqsconnect.docs;

import io.github.sqsconnect.delivery.ReporterCalls;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;

/** A reporter whose calls never end. */
final class BlockedReporter implements ErrantRecordReporter, ReporterCalls {
  @Override
  public Call begin(Supplier<Future<Void>> call) {
    return new Call() {
      @Override
      public boolean hasEnded() {
        return false;
      }

      @Override
      public Future<Void> returned() {
        throw new IllegalStateException("it never returns");
      }
    };
  }

  @Override
  public Future<Void> report(SinkRecord record, Throwable error) {
    throw new IllegalStateException("it is never called");
  }
}
