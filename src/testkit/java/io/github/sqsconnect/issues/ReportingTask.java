package io.github.sqsconnect.issues;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.SqsSinkTask;
import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.fakes.FakeReporter;
import io.github.sqsconnect.fakes.FakeTaskContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;

/** A real task before a scripted endpoint, with an errant-record reporter and topic {@code d}. */
final class ReportingTask implements AutoCloseable {
  static final TopicPartition PARTITION = new TopicPartition("t", 0);

  /** A value that no message of format {@code raw} may have. */
  static final String UNFIT = "bell\u0007";

  private final ScriptedSqs sqs = ScriptedSqs.start();
  private final ScriptedQueue queue;
  private final SqsSinkTask task = new SqsSinkTask();
  private final Map<String, String> settings = new HashMap<>();
  private final ErrantRecordReporter reporter;
  private long offset;

  private ReportingTask(ErrantRecordReporter reporter, String queueName) {
    this.reporter = reporter;
    queue = sqs.queue(queueName);
    sqs.credentials().accept("AKIDEXAMPLE", "secret");
    settings.put("sqs.queue.url", queue.url());
    settings.put("sqs.region", "us-east-1");
    settings.put("sqs.message.format", "raw");
    settings.put("aws.access.key.id", "AKIDEXAMPLE");
    settings.put("aws.secret.access.key", "secret");
    settings.put("errors.tolerance", "all");
    settings.put("errors.deadletterqueue.topic.name", "d");
  }

  static ReportingTask with(ErrantRecordReporter reporter) {
    return new ReportingTask(reporter, "q");
  }

  static ReportingTask withFifoQueue(ErrantRecordReporter reporter) {
    return new ReportingTask(reporter, "q.fifo");
  }

  /** A future of Connect's own, of a letter that is written. */
  static Future<Void> written() {
    return FakeReporter.written();
  }

  ReportingTask set(String key, String value) {
    settings.put(key, value);
    return this;
  }

  ReportingTask start() {
    task.initialize(new FakeTaskContext(reporter));
    task.start(settings);
    task.open(List.of(PARTITION));
    return this;
  }

  SqsSinkTask task() {
    return task;
  }

  ScriptedQueue queue() {
    return queue;
  }

  SinkRecord record(Object value) {
    Schema schema = value instanceof String ? Schema.STRING_SCHEMA : null;
    return new SinkRecord("t", 0, null, null, schema, value, offset++);
  }

  void put(Object... values) {
    List<SinkRecord> records = new ArrayList<>();
    for (Object value : values) {
      records.add(value instanceof SinkRecord record ? record : record(value));
    }
    task.put(records);
  }

  /** Polls until what Connect may commit is the end of the partition. */
  void commitsAll() {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (committable() < offset && System.nanoTime() < end) {
      task.put(List.of());
    }
    assertThat(committable()).isEqualTo(offset);
  }

  long committable() {
    return task.preCommit(Map.of(PARTITION, new OffsetAndMetadata(offset))).get(PARTITION).offset();
  }

  /** Puts the values and polls; what the task says when it stops, which it must do. */
  String stopsAfter(Object... values) {
    try {
      put(values);
      long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
      while (System.nanoTime() < end) {
        task.put(List.of());
      }
    } catch (ConnectException e) {
      return String.valueOf(e.getMessage());
    }
    throw new AssertionError("the task goes on");
  }

  @Override
  public void close() {
    task.stop();
    sqs.close();
  }
}
