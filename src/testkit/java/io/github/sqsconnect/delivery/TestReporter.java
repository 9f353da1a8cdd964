package io.github.sqsconnect.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;

/** Remembers what it was given, and takes it when the test says so: at once, unless told. */
final class TestReporter implements ErrantRecordReporter {
  private final List<SinkRecord> records = new ArrayList<>();
  private final List<Throwable> reasons = new ArrayList<>();
  private Supplier<Future<Void>> answer = () -> CompletableFuture.completedFuture(null);

  void answer(Supplier<Future<Void>> other) {
    answer = other;
  }

  @Override
  public Future<Void> report(SinkRecord record, Throwable error) {
    records.add(record);
    reasons.add(error);
    return answer.get();
  }

  List<SinkRecord> records() {
    return records;
  }

  List<Long> offsets() {
    return records.stream().map(SinkRecord::originalKafkaOffset).toList();
  }

  List<Throwable> reasons() {
    return reasons;
  }
}
