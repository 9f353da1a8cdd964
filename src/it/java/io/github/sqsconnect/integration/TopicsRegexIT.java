package io.github.sqsconnect.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.servers.Await;
import io.github.sqsconnect.servers.ConnectRest;
import io.github.sqsconnect.servers.ConnectorConfig;
import io.github.sqsconnect.servers.KafkaTopics;
import io.github.sqsconnect.servers.LocalServers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A connector with {@code topics.regex}: topics appear, get more partitions, and vanish. */
@ExtendWith(SharedServers.class)
final class TopicsRegexIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String NAME = "topics-regex";
  private static final String FIRST = NAME + "-first";
  private static final String SECOND = NAME + "-second";
  private static final String THIRD = NAME + "-third";

  private final ScriptedSqs sqs = ScriptedSqs.start();
  private final ScriptedQueue queue = sqs.queue(NAME);
  private final TreeSet<String> sent = new TreeSet<>();
  private ConnectRest rest;
  private KafkaTopics topics;

  @AfterEach
  void end() {
    rest.delete(NAME);
    sqs.close();
  }

  @Test
  void topicsThatAppearGrowAndVanishAreFollowed(LocalServers servers) {
    rest = servers.rest();
    topics = servers.topics();
    topics.create(FIRST, 1);
    topics.create(NAME + "_other", 1);
    Map<String, String> config = ConnectorConfig.of(FIRST, queue.url());
    config.remove("topics");
    config.put("topics.regex", NAME + "-.*");
    config.put("tasks.max", "2");
    config.put("sqs.message.format", "raw");
    config.put("consumer.override.metadata.max.age.ms", "1000");
    config.put("consumer.override.default.api.timeout.ms", "5000");
    config.putAll(ConnectorConfig.deadLetters(NAME + "_dead"));
    rest.put(NAME, config);
    send(NAME + "_other", 0);
    sent.clear();
    send(FIRST, 0);
    awaitDelivered();

    topics.create(SECOND, 2);
    send(SECOND, 0);
    send(SECOND, 1);
    awaitDelivered();

    topics.grow(FIRST, 3);
    send(FIRST, 1);
    send(FIRST, 2);
    awaitDelivered();
    awaitCommitted(FIRST);
    awaitCommitted(SECOND);

    topics.delete(SECOND);
    for (int partition = 0; partition < 3; partition++) {
      send(FIRST, partition);
    }
    awaitDelivered();
    awaitCommitted(FIRST);

    // Not the second one again: its offsets may be committed once more after it was deleted.
    topics.create(THIRD, 1);
    send(THIRD, 0);
    awaitDelivered();
    awaitCommitted(THIRD);
    assertThat(rest.status(NAME).running()).isTrue();
    assertThat(topics.committed(NAME).keySet())
        .noneMatch(partition -> partition.topic().equals(NAME + "_other"));
  }

  private void send(String topic, int partition) {
    List<String> values =
        IntStream.range(0, 20)
            .mapToObj(i -> topic + '-' + partition + '-' + (sent.size() + i))
            .toList();
    topics.sendAll(
        values.stream()
            .map(
                value ->
                    new ProducerRecord<byte[], byte[]>(
                        topic, partition, null, value.getBytes(UTF_8)))
            .toList());
    sent.addAll(values);
  }

  /** Messages may arrive twice after a rebalance; none may be missing or new. */
  private void awaitDelivered() {
    Await.value(
        "delivery of all records",
        LIMIT,
        () -> new TreeSet<>(queue.bodies()),
        delivered -> delivered.equals(sent));
  }

  private void awaitCommitted(String topic) {
    Await.until("commit of " + topic, LIMIT, () -> topics.allCommitted(NAME, topic));
  }
}
