package io.github.sqsconnect.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.servers.Await;
import io.github.sqsconnect.servers.ConnectRest;
import io.github.sqsconnect.servers.ConnectWorker;
import io.github.sqsconnect.servers.ConnectorConfig;
import io.github.sqsconnect.servers.KafkaTopics;
import io.github.sqsconnect.servers.LocalServers;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * No topic is drained into the dead-letter topic unnoticed. The worker commits once a minute, as
 * workers do by default, and its own converter is JsonConverter.
 */
@ExtendWith(SharedServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DrainsIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String GOOD = "{\"events\":[]}";
  private static final String NOT_RECEIVED = "event=records_not_received";

  private ConnectWorker worker;
  private ConnectRest rest;
  private KafkaTopics topics;
  private String bootstrapServers;
  private ScriptedSqs sqs;
  private ScriptedQueue queue;
  private String name;
  private Map<String, String> config;

  @BeforeAll
  void startWorker(LocalServers servers) {
    worker =
        servers
            .worker("drains")
            .without("offset.flush.interval.ms")
            .property("value.converter", ConnectorConfig.JSON)
            .property("value.converter.schemas.enable", "false")
            .start();
    rest = worker.rest();
    topics = servers.topics();
    bootstrapServers = servers.broker().bootstrapServers();
  }

  @BeforeEach
  void createTopic(TestInfo test) {
    name = "drains-" + test.getTestMethod().orElseThrow().getName();
    topics.create(name, 1);
    sqs = ScriptedSqs.start();
    queue = sqs.queue("events");
    config = ConnectorConfig.of(name, queue.url());
    config.putAll(ConnectorConfig.deadLetters(name + "-dead"));
  }

  @AfterEach
  void deleteConnector() {
    if (rest.connectors().contains(name)) {
      rest.delete(name);
    }
    sqs.close();
  }

  @AfterAll
  void stopWorker() {
    worker.close();
  }

  /** The first drain that new users met: JsonConverter with its defaults, and plain JSON. */
  @Test
  void plainJsonThatTheConverterRejectsIsWarnedOfWithinAMinute() {
    config.put("value.converter", ConnectorConfig.JSON);
    send(7, GOOD);
    long start = System.nanoTime();
    rest.put(name, config);

    List<String> lines = awaitLines(1);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT);
    assertThat(lines.get(0))
        .contains("WARN", NOT_RECEIVED + " count=7 total=7 topics=[" + name + "]; ")
        .contains("set value.converter.schemas.enable=false");
    assertThat(rest.status(name).running()).isTrue();
    assertThat(queue.size()).isZero();

    config.put("value.converter.schemas.enable", "false");
    rest.put(name, config);
    // The task with the old settings must not read the next record.
    Await.until("a new task", LIMIT, () -> worker.taskLog(name, "event=started").size() == 2);
    send(1, GOOD);
    awaitStored(1);
  }

  /** The second one: raw, and a converter that returns maps. */
  @Test
  void rawWithJsonConverterIsRefusedWhenTheConnectorIsCreated() {
    config.put("sqs.message.format", "raw");
    config.put("value.converter", ConnectorConfig.JSON);
    assertThatThrownBy(() -> rest.put(name, config))
        .hasMessageContaining("answered 400")
        .hasMessageContaining("sqs.message.format = 'raw' sends text and bytes only");
  }

  /** The same, if the converter is the worker's: the connector cannot see it. */
  @Test
  void rawWithTheConverterOfTheWorkerStopsTheTaskWithoutADeadLetter() {
    config.put("sqs.message.format", "raw");
    config.remove("value.converter");
    topics.create(name + "-dead", 1);
    send(100, GOOD);
    rest.put(name, config);

    String trace = rest.awaitTaskFailure(name);
    assertThat(trace)
        .contains("SQS-025 100 records since the start of the task were rejected")
        .contains("The first one is record " + name + "-0-0: not raw text or bytes")
        .contains("without value.converter, the converter of the worker is used")
        .contains("So far 0 of them were reported to dead-letter topic " + name + "-dead");
    assertThat(topics.read(name + "-dead")).isEmpty();
    assertThat(topics.committed(name, new TopicPartition(name, 0))).isZero();
    assertThat(queue.size()).isZero();

    rest.restart(name);
    Await.until("restarted task", LIMIT, () -> worker.logText().split("SQS-025 100").length > 2);
    assertThat(topics.read(name + "-dead")).isEmpty();
  }

  @Test
  void goodRecordBehindNinetyNineBadOnesIsDelivered() {
    send(99, "not json");
    send(1, GOOD);
    rest.put(name, config);

    awaitStored(1);
    Await.until("dead letters", LIMIT, () -> topics.read(name + "-dead").size() == 99);
    assertThat(rest.status(name).running()).isTrue();
  }

  /** Aborted transactions and the ends of transactions use offsets, which nobody receives. */
  @Test
  void transactionsAreNotWarnedOf() {
    config.put("consumer.override.isolation.level", "read_committed");
    rest.put(name, config);
    rest.awaitRunning(name);
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", bootstrapServers);
    settings.put("transactional.id", name);
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      for (int i = 0; i < 30; i++) {
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(name, GOOD.getBytes(UTF_8)));
        producer.flush();
        if (i % 3 == 0) {
          producer.commitTransaction();
        } else {
          producer.abortTransaction();
        }
        Await.pause(Duration.ofMillis(800));
      }
    }
    awaitStored(10);
    assertThat(worker.taskLog(name, NOT_RECEIVED)).isEmpty();
  }

  /** Keys under our prefixes that are no keys: the worker passes the error on. */
  @Test
  void misspelledKeyIsAnErrorOfThatKey() {
    config.put("sqs.lingr.ms", "5");
    config.put("name", name);
    assertThat(rest.validate(config).errors()).containsOnlyKeys("sqs.lingr.ms");
    assertThatThrownBy(() -> rest.put(name, config))
        .hasMessageContaining("answered 400")
        .hasMessageContaining(
            "sqs.lingr.ms is not a key of this connector. Did you mean sqs.linger.ms?");

    config.put("sqs.validate.unknown.keys", "false");
    assertThat(rest.validate(config).errors()).isEmpty();
  }

  private void send(int count, String value) {
    topics.sendAll(
        Collections.nCopies(count, new ProducerRecord<>(name, null, value.getBytes(UTF_8))));
  }

  private List<String> awaitLines(int count) {
    return Await.value(
        "warning", LIMIT, () -> worker.taskLog(name, NOT_RECEIVED), lines -> lines.size() >= count);
  }

  private void awaitStored(int count) {
    Await.until(count + " stored messages", LIMIT, () -> queue.size() >= count);
    assertThat(queue.size()).isEqualTo(count);
  }
}
