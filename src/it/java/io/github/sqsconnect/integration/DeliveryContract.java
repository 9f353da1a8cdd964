package io.github.sqsconnect.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.sqsconnect.servers.ConnectRest.Plugin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is delivered when nothing is wrong, on whatever servers a subclass brings. */
abstract class DeliveryContract {
  private static final String BATCH =
      """
      {"events":[{"data":{"screen_name":"Home","timestamp_unixtime_ms":1792479600000,\
      "custom_attributes":{"mark":"batch"}},"event_type":"screen_view"}],\
      "mpid":9007199254740993,"timestamp_unixtime_ms":1792479600001,\
      "user_attributes":{"plan":"club"}}""";
  private static final String EVENT =
      """
      {"data":{"event_name":"Searched","custom_event_type":"search",\
      "custom_attributes":{"mark":"event","words":"zelt für zwei ⛺"}},"event_type":"custom_event"}""";
  private static final String ARRAY =
      "["
          + BATCH.replace("\"batch\"", "\"first\"")
          + ","
          + BATCH.replace("\"batch\"", "\"second\"")
          + "]";
  private static final String RECORD =
      """
      {"mark":"record","order":{"id":17,"total":12.5},"express":true}""";

  /** How a value is written to Kafka and read by the worker. */
  enum Way {
    TEXT(TestConnector.STRING, false, Function.identity()),
    BYTES(TestConnector.BYTES, false, Function.identity()),
    JSON(TestConnector.JSON, false, Function.identity()),
    JSON_WITH_SCHEMA(
        TestConnector.JSON, true, value -> JsonParts.withSchema(JsonParts.parse(value)));

    private final Map<String, String> converter;
    private final Function<String, String> encoding;

    Way(String converter, boolean schemas, Function<String, String> encoding) {
      this.converter =
          Map.of(
              "value.converter",
              converter,
              "value.converter.schemas.enable",
              Boolean.toString(schemas));
      this.encoding = encoding;
    }
  }

  abstract Environment environment();

  @Test
  void workerListsTheConnectorWithItsVersion() {
    assertThat(environment().connect().plugins())
        .contains(new Plugin(TestConnector.CLASS, "sink", System.getProperty("project.version")));
  }

  @ParameterizedTest
  @EnumSource
  void everyKindOfValueBecomesAnEventBatch(Way way) {
    try (TestConnector connector = TestConnector.create(environment(), "kinds", 1, way.converter)) {
      connector.send(
          List.of(BATCH, EVENT, ARRAY, RECORD).stream()
              .map(way.encoding)
              .map(connector::record)
              .toList());

      List<JsonNode> messages = connector.awaitBodies(5).stream().map(JsonParts::parse).toList();
      assertThat(messages).hasSize(5);
      assertHolds(marked(messages, "batch"), tree(BATCH));
      assertHolds(marked(messages, "event").path("events").path(0), tree(EVENT));
      assertHolds(marked(messages, "first"), tree(ARRAY).get(0));
      assertHolds(marked(messages, "second"), tree(ARRAY).get(1));
      assertHolds(
          marked(messages, "record").path("events").path(0), recordAsEvent(connector.name()));
      connector.awaitAllCommitted();
    }
  }

  @Test
  void rawTextIsSentAsItIs() {
    String text = "any text, not JSON: ü ⛺ \"quoted\" \t end";
    try (TestConnector connector =
        TestConnector.create(environment(), "raw", 1, Map.of("sqs.message.format", "raw"))) {
      connector.send(List.of(connector.record(text)));

      assertThat(connector.awaitBodies(1)).containsExactly(text);
      connector.awaitAllCommitted();
    }
  }

  @Test
  void rawBytesAreSentAsBase64() {
    byte[] bytes = {0, (byte) 0xff, 'a', (byte) 0x80};
    try (TestConnector connector =
        TestConnector.create(
            environment(),
            "raw-bytes",
            1,
            Map.of("sqs.message.format", "raw", "value.converter", TestConnector.BYTES))) {
      connector.send(List.of(connector.record(bytes)));

      assertThat(connector.awaitBodies(1))
          .containsExactly(Base64.getEncoder().encodeToString(bytes));
      connector.awaitAllCommitted();
    }
  }

  @Test
  void tenThousandRecordsArriveExactlyOnceOnTheQuietPath() {
    int count = 10_000;
    try (TestConnector connector =
        TestConnector.create(environment(), "quiet", 3, Map.of("tasks.max", "2"))) {
      List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        records.add(
            new ProducerRecord<>(
                connector.name(), i % 3, null, ("{\"at\":\"" + i + "\"}").getBytes(UTF_8)));
      }
      connector.send(records);

      connector.awaitBodies(count);
      connector.awaitAllCommitted();
      connector.queue().awaitQuiet(Duration.ofSeconds(2), Duration.ofSeconds(20));
      List<String> numbers =
          connector.queue().bodies().stream()
              .map(body -> JsonParts.parse(body).findPath("at").asText())
              .toList();
      assertThat(numbers).hasSize(count).doesNotHaveDuplicates();
    }
  }

  private static void assertHolds(JsonNode whole, JsonNode part) {
    assertThat(JsonParts.holds(whole, part)).as("%s holds %s", whole, part).isTrue();
  }

  private static JsonNode tree(String json) {
    return JsonParts.parse(json);
  }

  private static JsonNode recordAsEvent(String topic) {
    return tree(
        """
        {"event_type":"custom_event","data":{"event_name":"%s","custom_event_type":"other",\
        "custom_attributes":{"mark":"record","order.id":"17","order.total":"12.5","express":"true"}}}"""
            .formatted(topic));
  }

  private static JsonNode marked(List<JsonNode> messages, String mark) {
    return messages.stream()
        .filter(message -> message.findPath("mark").asText().equals(mark))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no message marked " + mark + " in " + messages));
  }
}
