package io.github.sqsconnect.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.endpoint.StoredMessage;
import io.github.sqsconnect.servers.Await;
import io.github.sqsconnect.servers.ConnectRest;
import io.github.sqsconnect.servers.ConnectorConfig;
import io.github.sqsconnect.servers.KafkaTopics;
import io.github.sqsconnect.servers.LocalServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/** The queue of each message, through a real worker: by topic, and by templates. */
@ExtendWith(SharedServers.class)
final class RoutingIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private String name;
  private ConnectRest rest;
  private KafkaTopics topics;
  private ScriptedSqs sqs;

  @BeforeEach
  void startQueues(LocalServers servers, TestInfo test) {
    name = test.getTestMethod().orElseThrow().getName();
    rest = servers.rest();
    topics = servers.topics();
    sqs = ScriptedSqs.start();
  }

  @AfterEach
  void end() {
    if (rest.connectors().contains(name)) {
      rest.delete(name);
    }
    sqs.close();
  }

  @Test
  void topicsHaveTheirOwnFifoAndStandardQueues() {
    ScriptedQueue others = sqs.queue("others");
    ScriptedQueue orders = sqs.queue("orders.fifo");
    ScriptedQueue users = sqs.queue("users");
    List<String> read = topics("orders", "users", "rest");
    start(
        read,
        others.url(),
        Map.of(
            "sqs.queue.url.map",
            read.get(0) + "=" + orders.url() + ", " + read.get(1) + "=" + users.url(),
            "sqs.delay.ms",
            "1000"));
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      records.add(record(read.get(i % 3), "group-" + i % 5, read.get(i % 3) + " " + i));
    }
    topics.sendAll(records);
    read.forEach(this::awaitCommitted);

    assertStored(orders, read.get(0));
    assertStored(users, read.get(1));
    assertStored(others, read.get(2));
    assertThat(orders.messages())
        .extracting(StoredMessage::groupId)
        .containsOnly(IntStream.range(0, 5).mapToObj(i -> "group-" + i).toArray(String[]::new));
    assertThat(users.messages()).extracting(StoredMessage::groupId).containsOnlyNulls();
  }

  private static void assertStored(ScriptedQueue queue, String topic) {
    assertThat(queue.bodies()).hasSize(100).doesNotHaveDuplicates();
    assertThat(queue.bodies()).allMatch(body -> body.startsWith(topic + " "));
  }

  @Test
  void hundredQueuesKeepTheOrderOfEachGroup() {
    int tenants = 50;
    int records = 4_000;
    List<ScriptedQueue> queues = new ArrayList<>();
    for (int i = 0; i < tenants; i++) {
      queues.add(sqs.queue("tenant-" + i + ".fifo"));
      queues.add(sqs.queue("tenant-" + i));
    }
    sqs.always().withChance(0.02).failEntry("InternalError", false);
    sqs.always().withChance(0.02).throttle();
    List<String> read = topics("ordered", "unordered");
    String template = path(queues.get(0)) + "tenant-${header.tenant}";
    start(
        read,
        template,
        Map.of(
            "sqs.queue.url.map",
            read.get(0) + "=" + template + ".fifo",
            "sqs.message.group.id",
            "${key}"));
    List<ProducerRecord<byte[], byte[]>> sent = new ArrayList<>();
    for (int i = 0; i < records; i++) {
      String tenant = Integer.toString(i / 2 * 7 % tenants);
      ProducerRecord<byte[], byte[]> record =
          record(read.get(i % 2), "group-" + i / 2 / tenants % 4, tenant + " " + i);
      record.headers().add("tenant", tenant.getBytes(UTF_8));
      sent.add(record);
    }
    topics.sendAll(sent);
    read.forEach(this::awaitCommitted);

    int stored = 0;
    for (ScriptedQueue queue : queues) {
      stored += queue.size();
      assertThat(queue.bodies())
          .as(queue.name())
          .hasSize(records / 2 / tenants)
          .allMatch(body -> queue.name().matches("tenant-" + body.split(" ")[0] + "(\\.fifo)?"));
      if (queue.fifo()) {
        Map<String, List<Integer>> byGroup = new LinkedHashMap<>();
        queue
            .messages()
            .forEach(
                message ->
                    byGroup
                        .computeIfAbsent(message.groupId(), group -> new ArrayList<>())
                        .add(Integer.parseInt(message.body().split(" ")[1])));
        assertThat(byGroup).hasSize(4);
        byGroup.values().forEach(numbers -> assertThat(numbers).isSorted());
      }
    }
    assertThat(stored).isEqualTo(records);
  }

  @Test
  void recordsOfMissingAndImpossibleQueuesAreDeadLettersWhileOthersGoOn() {
    ScriptedQueue here = sqs.queue("tenant-here");
    List<String> read = topics("mixed");
    String topic = read.get(0);
    String dead = name + "-dead";
    Map<String, String> settings = new HashMap<>(ConnectorConfig.deadLetters(dead));
    topics.create(dead, 1);
    start(read, path(here) + "tenant-${header.tenant}", settings);

    topics.sendAll(
        Stream.concat(
                Stream.of(to(topic, "gone", "gone 1"), to(topic, "not allowed", "bad")),
                records(topic, "here", 100))
            .toList());
    long start = System.nanoTime();
    await("100 messages", () -> here.size() == 100);
    await("dead letter of the name", () -> topics.read(dead).size() == 1);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(25));
    assertThat(deadLetters(dead))
        .hasEntrySatisfying(
            "bad",
            reason ->
                assertThat(reason)
                    .contains("no queue can have the name that sqs.queue.url produces")
                    .contains("${header.tenant} has the character U+0020 at index 3"));

    await("dead letter of the queue", () -> topics.read(dead).size() == 2);
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofSeconds(25), Duration.ofSeconds(50));
    assertThat(deadLetters(dead).get("gone 1"))
        .contains("tenant-gone", "The record chose this queue, and it does not exist");

    topics.sendAll(Stream.concat(records(topic, "gone", 50), records(topic, "here", 100)).toList());
    awaitCommitted(topic);
    assertThat(here.bodies()).hasSize(200);
    assertThat(topics.read(dead)).hasSize(52);
    assertThat(rest.hasFailedTask(name)).isFalse();
  }

  private static Stream<ProducerRecord<byte[], byte[]>> records(
      String topic, String tenant, int count) {
    return IntStream.range(0, count).mapToObj(i -> to(topic, tenant, tenant + " body " + i));
  }

  /** The reasons of the dead letters, by the values of their records. */
  private Map<String, String> deadLetters(String topic) {
    Map<String, String> reasons = new LinkedHashMap<>();
    for (ConsumerRecord<byte[], byte[]> letter : topics.read(topic)) {
      byte[] reason = letter.headers().lastHeader("__connect.errors.exception.message").value();
      reasons.put(new String(letter.value(), UTF_8), new String(reason, UTF_8));
    }
    return reasons;
  }

  /** The URL of a queue up to its name. */
  private static String path(ScriptedQueue queue) {
    return queue.url().substring(0, queue.url().length() - queue.name().length());
  }

  private List<String> topics(String... ends) {
    List<String> created = Stream.of(ends).map(end -> name + "-" + end).toList();
    created.forEach(topic -> topics.create(topic, 1));
    return Collections.unmodifiableList(created);
  }

  private void start(List<String> read, String queue, Map<String, String> settings) {
    Map<String, String> config = ConnectorConfig.of(String.join(",", read), queue, settings);
    config.put("sqs.message.format", "raw");
    rest.put(name, config);
  }

  private static ProducerRecord<byte[], byte[]> record(String topic, String key, String value) {
    return new ProducerRecord<>(topic, key.getBytes(UTF_8), value.getBytes(UTF_8));
  }

  private static ProducerRecord<byte[], byte[]> to(String topic, String tenant, String value) {
    ProducerRecord<byte[], byte[]> record = record(topic, "key", value);
    record.headers().add("tenant", tenant.getBytes(UTF_8));
    return record;
  }

  private void awaitCommitted(String topic) {
    await("commit of all of " + topic, () -> topics.allCommitted(name, topic));
  }

  private void await(String what, BooleanSupplier condition) {
    Await.until(what, LIMIT, () -> condition.getAsBoolean() || rest.hasFailedTask(name));
    assertThat(rest.hasFailedTask(name)).as("%s: %s", what, rest.status(name)).isFalse();
  }
}
