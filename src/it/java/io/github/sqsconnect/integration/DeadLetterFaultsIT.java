package io.github.sqsconnect.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.servers.Await;
import io.github.sqsconnect.servers.ConnectRest;
import io.github.sqsconnect.servers.ConnectWorker;
import io.github.sqsconnect.servers.ConnectorConfig;
import io.github.sqsconnect.servers.KafkaBroker;
import io.github.sqsconnect.servers.KafkaTopics;
import io.github.sqsconnect.servers.ServerJars;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * Dead letters that Connect's producer cannot write: the task stops with an id, and the record
 * stays uncommitted. {@code -Dkafka.lines=3.6.2} tests another Kafka release.
 */
final class DeadLetterFaultsIT {
  private static final String RELEASE = System.getProperty("kafka.lines", ServerJars.NEWEST_KAFKA);
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int WORKER_REQUEST_BYTES = 200_000;
  private static final String GOOD = "{\"mark\":\"good\"}";
  private static final String POISON = "not JSON";

  private static KafkaBroker broker;
  private static ConnectWorker worker;
  private static KafkaTopics topics;

  private final Map<String, String> config = new HashMap<>();
  private String name;
  private String deadLetters;
  private ScriptedSqs sqs;
  private ScriptedQueue queue;

  @BeforeAll
  static void servers() {
    Path directory =
        ProjectFiles.emptied(ProjectFiles.target().resolve("integration/dead-letter-faults"));
    broker = KafkaBroker.start(directory.resolve("broker"), KafkaBroker.WITH_ACLS);
    topics = new KafkaTopics(broker.bootstrapServers());
    worker =
        ConnectWorker.of(
                broker,
                ProjectFiles.installArchive(directory.resolve("plugins")),
                directory.resolve("worker"))
            .kafka(RELEASE)
            .property("producer.max.request.size", Integer.toString(WORKER_REQUEST_BYTES))
            .start();
  }

  @AfterAll
  static void end() {
    topics.close();
    worker.close();
    broker.close();
  }

  @BeforeEach
  void connector(TestInfo test) {
    name = test.getTestMethod().orElseThrow().getName();
    deadLetters = name + "-dead";
    topics.create(name, 1, Map.of("max.message.bytes", "8388608"));
    sqs = ScriptedSqs.start();
    queue = sqs.queue(name);
    config.putAll(ConnectorConfig.of(name, queue.url()));
    config.putAll(ConnectorConfig.deadLetters(deadLetters));
  }

  @AfterEach
  void delete() {
    rest().delete(name);
    sqs.close();
  }

  private static ConnectRest rest() {
    return worker.rest();
  }

  private void start() {
    rest().put(name, config);
    rest().awaitRunning(name);
    send(GOOD);
    awaitStored(1);
  }

  private void send(String... values) {
    for (String value : values) {
      topics.sendAll(List.of(new ProducerRecord<>(name, value.getBytes(UTF_8))));
    }
  }

  private void awaitStored(int count) {
    Await.until(count + " stored messages", LIMIT, () -> queue.size() >= count);
  }

  private void stopsWith(String... words) {
    String trace = rest().awaitTaskFailure(name);
    assertThat(trace).contains(name + "-0-1", "dead-letter topic " + deadLetters).contains(words);
    assertThat(topics.committed(name, new TopicPartition(name, 0)))
        .as("committed")
        .isLessThanOrEqualTo(1);
  }

  @Test
  void missingTopicAndALimitOfTheProducersWait() {
    config.put("producer.override.max.block.ms", "3000");
    start();
    topics.delete(deadLetters);
    send(POISON);
    stopsWith("SQS-018 ");
  }

  /**
   * Connect's producer waits without limit. In Kafka 3.6 it holds a lock that the conversion of
   * other records needs.
   */
  @Test
  void missingTopic() {
    start();
    topics.delete(deadLetters);
    send(POISON, GOOD, GOOD);
    Await.until("blocked call", LIMIT, () -> worker.logText().contains("dead_letter_blo"));
    stopsWith("SQS-022 ", "producer.override.max.block.ms");
    if (RELEASE.equals(ServerJars.NEWEST_KAFKA)) {
      assertThat(queue.bodies()).as("others are delivered").hasSize(3);
    }
  }

  @Test
  void topicWithoutWriteAccess() {
    topics.create(deadLetters, 1);
    topics.denyAll(deadLetters);
    start();
    send(POISON);
    stopsWith("SQS-018 ");
  }

  @Test
  void textThatIsTooLargeForTheWorkersProducer() {
    start();
    send("x".repeat(2 * WORKER_REQUEST_BYTES));
    stopsWith("SQS-018 ", "producer.*", "max.message.bytes");
  }

  @Test
  void jsonThatIsSmallerThanItsText() {
    config.put("value.converter", ConnectorConfig.JSON);
    config.put("value.converter.schemas.enable", "false");
    start();
    send("[1," + " ".repeat(1_300_000) + "2]");
    stopsWith("SQS-018 ", "producer.override.max.request.size");
  }

  /** The connector does not know the worker's limit, so it reports what the producer accepts. */
  @Test
  void deadLetterThatTheProducerAcceptsIsWritten() {
    config.put("producer.override.max.request.size", "8388608");
    config.put("sqs.message.format", "raw");
    topics.create(deadLetters, 1, Map.of("max.message.bytes", "8388608"));
    start();
    send("x".repeat(1_100_000));
    Await.until("commit of all", LIMIT, () -> topics.allCommitted(name, name));
    assertThat(topics.read(deadLetters)).hasSize(1);
  }
}
