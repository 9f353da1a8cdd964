package io.github.sqsconnect.fakes;

import static org.awaitility.Awaitility.await;

import io.github.sqsconnect.SqsSinkTask;
import io.github.sqsconnect.endpoint.FaultBuilder;
import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.project.Unchecked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** A real task in front of a scripted endpoint, called as a worker calls it. */
public final class EndpointTask implements AutoCloseable {
  public static final TopicPartition PARTITION = new TopicPartition("t", 0);

  /** A value that no message of format {@code raw} may have. */
  public static final String UNFIT = "bell\u0007";

  private final SqsSinkTask task = new SqsSinkTask();
  private final ScriptedQueue queue;
  private final @Nullable ScriptedSqs ownEndpoint;
  private final @Nullable ErrantRecordReporter reporter;
  private final Map<String, String> properties;
  private long offset;

  private EndpointTask(
      ScriptedQueue queue,
      @Nullable ScriptedSqs ownEndpoint,
      @Nullable ErrantRecordReporter reporter,
      String... keysAndValues) {
    this.queue = queue;
    this.ownEndpoint = ownEndpoint;
    this.reporter = reporter;
    properties = properties(queue.url(), keysAndValues);
  }

  /** Starts a task that sends text to the queue; an empty value removes its key. */
  public static EndpointTask start(ScriptedQueue queue, String... keysAndValues) {
    return new EndpointTask(queue, null, null, keysAndValues).start();
  }

  /** A task with a reporter, with a queue of its own; not started yet. */
  public static EndpointTask reportingTo(ErrantRecordReporter reporter) {
    return reportingTo(reporter, "q");
  }

  /** The same with a queue of this name. */
  public static EndpointTask reportingTo(ErrantRecordReporter reporter, String queueName) {
    ScriptedSqs endpoint = ScriptedSqs.start();
    endpoint.credentials().accept("AKIDEXAMPLE", "secret");
    return new EndpointTask(endpoint.queue(queueName), endpoint, reporter)
        .set("aws.access.key.id", "AKIDEXAMPLE")
        .set("aws.secret.access.key", "secret")
        .set("errors.tolerance", "all")
        .set("sqs.rejected.in.a.row.max", "-1")
        .set("errors.deadletterqueue.topic.name", "d");
  }

  public static Map<String, String> properties(String queueUrl, String... keysAndValues) {
    Map<String, String> properties =
        ConnectorSettings.with(queueUrl, "sqs.region", "us-east-1", "sqs.message.format", "raw");
    return ConnectorSettings.changed(properties, keysAndValues);
  }

  public EndpointTask set(String key, String value) {
    properties.put(key, value);
    return this;
  }

  public EndpointTask start() {
    task.initialize(new FakeTaskContext(reporter, () -> properties));
    task.start(properties);
    task.open(List.of(PARTITION));
    return this;
  }

  public SqsSinkTask task() {
    return task;
  }

  public ScriptedQueue queue() {
    return queue;
  }

  /** A fault of the next requests to an endpoint that belongs to this task. */
  public FaultBuilder next(long requests) {
    return Objects.requireNonNull(ownEndpoint, "the endpoint is the caller's").next(requests);
  }

  /** A record at the next offset. */
  public SinkRecord record(Object value) {
    Schema schema = value instanceof String ? Schema.STRING_SCHEMA : null;
    return new SinkRecord("t", 0, null, null, schema, value, offset++);
  }

  /** One poll with a record for each value; a value that is a record is put as it is. */
  public EndpointTask put(Object... values) {
    List<SinkRecord> records = new ArrayList<>();
    for (Object value : values) {
      records.add(value instanceof SinkRecord record ? record : record(value));
    }
    task.put(records);
    return this;
  }

  /** Polls until the queue contains this many messages. */
  public void awaitMessages(int count) {
    poll(() -> queue.size() >= count);
  }

  /** Polls until the offset after the last record may be committed. */
  public void awaitAllCommitted() {
    poll(() -> committable() == offset);
  }

  public long committable() {
    OffsetAndMetadata committable =
        task.preCommit(Map.of(PARTITION, new OffsetAndMetadata(offset))).get(PARTITION);
    return committable == null ? -1 : committable.offset();
  }

  /** Polls for this time. */
  public void pollFor(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      put();
      Unchecked.run(() -> Thread.sleep(5));
    }
  }

  /** Puts the values and polls; returns the message of the exception that must stop the task. */
  public String stopMessage(Object... values) {
    try {
      put(values);
      pollFor(Duration.ofSeconds(5));
    } catch (ConnectException e) {
      return String.valueOf(e.getMessage());
    }
    throw new AssertionError("the task did not stop");
  }

  @Override
  public void close() {
    task.stop();
    if (ownEndpoint != null) {
      ownEndpoint.close();
    }
  }

  private void poll(Callable<Boolean> end) {
    await()
        .pollInSameThread()
        .pollInterval(Duration.ofMillis(10))
        .atMost(Duration.ofSeconds(15))
        .until(
            () -> {
              put();
              return end.call();
            });
  }
}
