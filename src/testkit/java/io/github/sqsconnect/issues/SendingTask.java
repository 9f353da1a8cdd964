package io.github.sqsconnect.issues;

import static org.awaitility.Awaitility.await;

import io.github.sqsconnect.SqsSinkTask;
import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.fakes.FakeTaskContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;

/** A real task that sends text to a scripted queue, called as a worker calls it. */
final class SendingTask implements AutoCloseable {
  private final SqsSinkTask task = new SqsSinkTask();
  private final Map<String, String> properties;
  private long offset;

  private SendingTask(Map<String, String> properties) {
    this.properties = properties;
    task.initialize(new FakeTaskContext(null, () -> properties));
    task.start(properties);
    task.open(List.of(new TopicPartition("t", 0)));
  }

  /** Starts a task; an empty value takes its key away. */
  static SendingTask start(ScriptedQueue queue, String... keysAndValues) {
    return new SendingTask(properties(queue.url(), keysAndValues));
  }

  static Map<String, String> properties(String queueUrl, String... keysAndValues) {
    Map<String, String> properties = new HashMap<>();
    properties.put("sqs.queue.url", queueUrl);
    properties.put("sqs.region", "us-east-1");
    properties.put("sqs.message.format", "raw");
    for (int i = 0; i < keysAndValues.length; i += 2) {
      properties.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    properties.values().removeIf(String::isEmpty);
    return properties;
  }

  /** Puts one record, and then nothing. */
  SendingTask put(String value) {
    task.put(List.of(new SinkRecord("t", 0, null, null, Schema.STRING_SCHEMA, value, offset++)));
    return this;
  }

  /** Lets the task work until the queue holds so many messages. */
  void awaitMessages(ScriptedQueue queue, int count) {
    await()
        .pollInSameThread()
        .pollInterval(Duration.ofMillis(10))
        .atMost(Duration.ofSeconds(15))
        .until(
            () -> {
              turn();
              return queue.bodies().size() >= count;
            });
  }

  /** Lets the task work until all records before an offset may be committed. */
  void awaitCommitted(long next) {
    TopicPartition partition = new TopicPartition("t", 0);
    Map<TopicPartition, OffsetAndMetadata> proposed =
        Map.of(partition, new OffsetAndMetadata(next));
    await()
        .pollInSameThread()
        .atMost(Duration.ofSeconds(15))
        .until(
            () -> {
              turn();
              OffsetAndMetadata committable = task.preCommit(proposed).get(partition);
              return committable != null && committable.offset() == next;
            });
  }

  /** Lets the task work for a while. */
  void work(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      turn();
      sleep();
    }
  }

  /** One call with no records. */
  void turn() {
    task.put(List.of());
  }

  @Override
  public void close() {
    task.stop();
  }

  private static void sleep() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
