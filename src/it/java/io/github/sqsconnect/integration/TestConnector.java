package io.github.sqsconnect.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.github.sqsconnect.servers.QueueReader;
import io.github.sqsconnect.servers.SqsClients;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** A connector with a topic and a queue of its own, and a reader that empties the queue. */
public final class TestConnector implements AutoCloseable {
  static final String CLASS = "io.github.sqsconnect.SqsSinkConnector";
  static final String STRING = "org.apache.kafka.connect.storage.StringConverter";
  static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";
  static final String JSON = "org.apache.kafka.connect.json.JsonConverter";

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Environment environment;
  private final String name;
  private final QueueReader queue;

  private TestConnector(Environment environment, String name, QueueReader queue) {
    this.environment = environment;
    this.name = name;
    this.queue = queue;
  }

  /** Creates topic and queue, then the connector with these settings over the usual ones. */
  static TestConnector create(
      Environment environment, String purpose, int partitions, Map<String, String> settings) {
    String name = purpose + "-" + NUMBER.incrementAndGet();
    environment.topics().create(name, partitions, Map.of("max.message.bytes", "8388608"));
    String queueUrl = environment.sqs().createQueue(name);
    Map<String, String> config = config(name, queueUrl);
    config.putAll(settings);
    environment.connect().put(name, config);
    return new TestConnector(environment, name, QueueReader.start(environment.sqs(), queueUrl));
  }

  /** What every connector needs: one task, text as it is, a queue, a key pair. */
  public static Map<String, String> config(String topic, String queueUrl) {
    Map<String, String> config = new LinkedHashMap<>();
    config.put("connector.class", CLASS);
    config.put("tasks.max", "1");
    config.put("topics", topic);
    config.put("key.converter", STRING);
    config.put("value.converter", STRING);
    config.put("header.converter", STRING);
    config.put("sqs.queue.url", queueUrl);
    config.put("sqs.region", SqsClients.REGION.id());
    config.put("aws.access.key.id", SqsClients.ACCESS_KEY_ID);
    config.put("aws.secret.access.key", SqsClients.SECRET_ACCESS_KEY);
    // The endpoint counts what the tasks send, and nothing else.
    config.put("sqs.validate.connection", "false");
    return config;
  }

  public static Map<String, String> deadLetters(String topic) {
    return Map.of(
        "errors.tolerance",
        "all",
        "errors.deadletterqueue.topic.name",
        topic,
        "errors.deadletterqueue.topic.replication.factor",
        "1",
        "errors.deadletterqueue.context.headers.enable",
        "true");
  }

  String name() {
    return name;
  }

  QueueReader queue() {
    return queue;
  }

  ProducerRecord<byte[], byte[]> record(String value) {
    return record(value.getBytes(UTF_8));
  }

  ProducerRecord<byte[], byte[]> record(byte[] value) {
    return new ProducerRecord<>(name, value);
  }

  void send(List<ProducerRecord<byte[], byte[]>> records) {
    environment.topics().sendAll(records);
  }

  /** Waits for so many messages; a task that fails meanwhile ends the wait. */
  List<String> awaitBodies(int count) {
    await(count + " messages of " + name)
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> queue.count() >= count || failed());
    if (queue.count() < count) {
      throw new AssertionError(name + " failed: " + environment.connect().status(name));
    }
    return queue.bodies();
  }

  void awaitAllCommitted() {
    await("all of " + name + " committed")
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> environment.topics().allCommitted(name, name));
  }

  String awaitTaskFailure() {
    return environment.connect().awaitTaskFailure(name);
  }

  /** What is committed of a partition, 0 when nothing is. */
  long committed(int partition) {
    return environment
        .topics()
        .committed(name)
        .getOrDefault(new TopicPartition(name, partition), 0L);
  }

  private boolean failed() {
    return environment.connect().status(name).tasks().stream().anyMatch(task -> task.failed());
  }

  @Override
  public void close() {
    environment.connect().delete(name);
    queue.close();
  }
}
