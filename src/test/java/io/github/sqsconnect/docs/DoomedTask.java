package io.github.sqsconnect.docs;

import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.fakes.TaskOnManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** A task that must stop, on a manual clock: its message is the same on every machine. */
final class DoomedTask implements AutoCloseable {
  static final String REGION = "eu-west-1";

  private static final Duration LONGEST_RUN = Duration.ofSeconds(100);
  private static final int FIRST_OFFSET = 42;

  private final TaskOnManualClock task;

  DoomedTask(
      ScriptedSqs endpoint,
      Map<String, String> properties,
      @Nullable ErrantRecordReporter reporter) {
    task = TaskOnManualClock.sendingTo(endpoint, REGION, properties, reporter);
  }

  void revoke() {
    task.closePartition();
  }

  /** Puts a record for each value and polls; returns the message with which the task stops. */
  String lastWords(List<String> values) {
    List<SinkRecord> records =
        IntStream.range(0, values.size()).mapToObj(i -> record(i, values.get(i))).toList();
    String message = task.stopMessage(records, LONGEST_RUN);
    if (message == null) {
      throw new AssertionError("the task did not stop");
    }
    return message;
  }

  private static SinkRecord record(int number, String value) {
    return new SinkRecord(
        TaskOnManualClock.P0.topic(),
        TaskOnManualClock.P0.partition(),
        Schema.STRING_SCHEMA,
        "user-" + number,
        Schema.STRING_SCHEMA,
        value,
        FIRST_OFFSET + number);
  }

  @Override
  public void close() {
    task.close();
  }
}
