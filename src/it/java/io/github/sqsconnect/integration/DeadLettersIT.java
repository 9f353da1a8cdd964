package io.github.sqsconnect.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.endpoint.StoredMessage;
import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.servers.Await;
import io.github.sqsconnect.servers.ConnectRest;
import io.github.sqsconnect.servers.ConnectorConfig;
import io.github.sqsconnect.servers.KafkaConsole;
import io.github.sqsconnect.servers.KafkaTopics;
import io.github.sqsconnect.servers.LocalServers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Records that were too large for a queue are sent again after its limit was raised. Commands and
 * configurations are those of {@code docs/delivery.md}.
 */
@ExtendWith(SharedServers.class)
final class DeadLettersIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int SMALL_LIMIT = 2_048;
  private static final int LARGE_LIMIT = 262_144;
  private static final String FILLER = "x".repeat(SMALL_LIMIT);

  /** Becomes two messages without ids; the second one is too large. */
  private static final String PAIR =
      "[" + batch("short", "", "") + "," + batch("long", "", FILLER) + "]";

  private static final String WITH_IDS =
      batch("ids", ",\"event_id\":18", FILLER)
          .replaceFirst("\\{", "{\"message_id\":\"m-1\",\"batch_id\":17,");

  private String name;
  private ConnectRest rest;
  private KafkaTopics topics;
  private DeadLettersPage page;
  private ScriptedSqs sqs;

  @BeforeEach
  void startQueue(LocalServers servers, TestInfo test) {
    name = test.getTestMethod().orElseThrow().getName();
    rest = servers.rest();
    topics = servers.topics();
    topics.create(name, 1);
    page = new DeadLettersPage(name, servers.broker().bootstrapServers());
    sqs = ScriptedSqs.start();
  }

  @AfterEach
  void end() {
    rest.connectors().stream().filter(each -> each.startsWith(name)).forEach(rest::delete);
    sqs.close();
    TestJson.requireEventBatches(sqs);
  }

  private static String batch(String mark, String members, String filler) {
    return "{\"events\":[{\"event_type\":\"custom_event\",\"data\":{\"event_name\":\"n\","
        + "\"custom_event_type\":\"other\",\"custom_attributes\":{\"mark\":\""
        + mark
        + "\",\"filler\":\""
        + filler
        + "\"}"
        + members
        + "}}]}";
  }

  @Test
  void secondConnectorDeliversDeadLettersAfterTheCauseIsFixed() {
    ScriptedQueue queue = sqs.queue(name).maximumMessageSize(SMALL_LIMIT);
    reject(queue, List.of(record("key-0", PAIR), record("key-1", WITH_IDS)));
    List<ConsumerRecord<byte[], byte[]>> dead = topics.read(page.deadLetters());
    assertThat(dead).extracting(record -> text(record.value())).containsExactly(PAIR, WITH_IDS);
    String shown = read();
    for (int offset = 0; offset < 2; offset++) {
      assertThat(shown)
          .contains("__connect.errors.offset:" + offset)
          .contains("record " + name + "-0-" + offset + " cannot be delivered: ");
    }
    assertThat(shown)
        .contains("__connect.errors.topic:" + name)
        .contains("shorter than " + SMALL_LIMIT + " bytes")
        .contains("key-0\t" + PAIR);

    queue.maximumMessageSize(LARGE_LIMIT);
    rest.put(name + "-again", page.secondConnector(queue.url()));
    awaitStored(queue, 1 + 3);
    awaitAllCommitted(name + "-again", page.deadLetters());

    List<JsonNode> bodies = queue.bodies().stream().map(TestJson::parse).toList();
    assertThat(bodies)
        .extracting(body -> body.findPath("mark").asText())
        .containsExactlyInAnyOrder("short", "short", "long", "ids");
    for (String id : List.of("event_id", "batch_id", "message_id")) {
      assertThat(marked(bodies, "short"))
          .as(id)
          .extracting(body -> body.findPath(id).asText())
          .doesNotHaveDuplicates()
          .doesNotContain("");
    }
    JsonNode withIds = marked(bodies, "ids").get(0);
    assertThat(withIds.path("message_id").asText()).isEqualTo("m-1");
    assertThat(withIds.path("batch_id").asLong()).isEqualTo(17);
    assertThat(withIds.at("/events/0/data/event_id").asLong()).isEqualTo(18);
    assertThat(topics.read(page.deadLetters() + "-again")).isEmpty();
  }

  @Test
  void fifoQueueDiscardsASecondAttemptWithTheIdsOfTheFirst() {
    String group = name + "-0";
    ScriptedQueue queue = sqs.queue(name + ".fifo").maximumMessageSize(SMALL_LIMIT);
    reject(queue, List.of(record(null, PAIR), record(null, WITH_IDS)));
    queue.maximumMessageSize(LARGE_LIMIT);
    Map<String, String> again = page.secondConnector(queue.url());
    again.put("sqs.message.deduplication.id", page.deduplicationId());
    again.put("sqs.message.group.id", page.groupId());
    for (String attempt : List.of("-again", "-once-more")) {
      rest.put(name + attempt, again);
      awaitAllCommitted(name + attempt, page.deadLetters());
    }

    List<StoredMessage> stored = queue.messages();
    assertThat(stored).hasSize(1 + 3).allMatch(each -> group.equals(each.groupId()));
    assertThat(stored.subList(1, 4))
        .extracting(StoredMessage::deduplicationId)
        .containsExactly(name + "-0-0-0", name + "-0-0-1", name + "-0-1");
    assertThat(queue.duplicatesDropped()).isEqualTo(3);
  }

  @Test
  void pipeSendsDeadLettersAgainAfterTheQueueLimitWasRaised() {
    ScriptedQueue queue = sqs.queue(name).maximumMessageSize(SMALL_LIMIT);
    reject(queue, List.of(record(null, WITH_IDS)));
    queue.maximumMessageSize(LARGE_LIMIT);
    try (KafkaConsole.Run pipe = console().run(page.pipe())) {
      awaitStored(queue, 1);
      Await.until("end of the pipe", LIMIT, () -> !pipe.alive());
    }

    awaitAllCommitted(name, name);
    assertThat(topics.read(name)).hasSize(1 + 1).allMatch(r -> text(r.value()).equals(WITH_IDS));
    assertThat(queue.bodies())
        .singleElement()
        .matches(body -> TestJson.parse(body).path("message_id").asText().equals("m-1"));
  }

  private ProducerRecord<byte[], byte[]> record(@Nullable String key, String value) {
    return new ProducerRecord<>(
        name, key == null ? null : key.getBytes(UTF_8), value.getBytes(UTF_8));
  }

  /** A connector rejects each of these records and commits their offsets. */
  private void reject(ScriptedQueue queue, List<ProducerRecord<byte[], byte[]>> records) {
    Map<String, String> config = ConnectorConfig.of(name, queue.url());
    config.putAll(ConnectorConfig.deadLetters(page.deadLetters()));
    rest.put(name, config);
    topics.sendAll(records);
    awaitAllCommitted(name, name);
    assertThat(topics.read(page.deadLetters())).hasSize(records.size());
  }

  /** The output of the page's command for reading dead letters. */
  private String read() {
    try (KafkaConsole.Run command = console().run(page.reading())) {
      return Await.value(
          "last dead letter",
          LIMIT,
          command::output,
          output -> output.contains("m-1") || !command.alive());
    }
  }

  private KafkaConsole console() {
    return KafkaConsole.in(ProjectFiles.emptied(ProjectFiles.target().resolve("console/" + name)));
  }

  private static List<JsonNode> marked(List<JsonNode> bodies, String mark) {
    return bodies.stream().filter(body -> body.findPath("mark").asText().equals(mark)).toList();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }

  private static void awaitStored(ScriptedQueue queue, int count) {
    Await.until(count + " stored messages", LIMIT, () -> queue.size() >= count);
  }

  private void awaitAllCommitted(String connector, String topic) {
    Await.until("commit of all of " + topic, LIMIT, () -> topics.allCommitted(connector, topic));
  }
}
