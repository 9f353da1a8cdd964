package io.github.sqsconnect.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.sqsconnect.integration.TestConnector.Servers;
import io.github.sqsconnect.servers.ConnectRest.Plugin;
import io.github.sqsconnect.servers.ConnectorConfig;
import io.github.sqsconnect.servers.LocalServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is delivered without faults. {@link ContainersIT} runs it on other servers. */
@ExtendWith(SharedServers.class)
class DeliveryIT {
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

  /** How values are written to Kafka, and the converter that reads them. */
  enum Encoding {
    TEXT(ConnectorConfig.STRING, false, Function.identity()),
    BYTES(ConnectorConfig.BYTES, false, Function.identity()),
    JSON(ConnectorConfig.JSON, false, Function.identity()),
    JSON_WITH_SCHEMA(
        ConnectorConfig.JSON, true, value -> TestJson.withSchema(TestJson.parse(value)));

    private final Map<String, String> converter;
    private final Function<String, String> encoding;

    Encoding(String converter, boolean schemas, Function<String, String> encoding) {
      this.converter =
          Map.of(
              "value.converter",
              converter,
              "value.converter.schemas.enable",
              Boolean.toString(schemas));
      this.encoding = encoding;
    }
  }

  Servers servers;

  @BeforeEach
  void useLocalServers(LocalServers local) {
    servers = Servers.of(local);
  }

  @Test
  void workerListsTheConnectorWithItsVersion() {
    assertThat(servers.rest().plugins())
        .contains(
            new Plugin(ConnectorConfig.CONNECTOR, "sink", System.getProperty("project.version")));
  }

  @ParameterizedTest
  @EnumSource
  void everyKindOfValueBecomesAnEventBatch(Encoding encoding) {
    try (TestConnector connector = TestConnector.create(servers, "kinds", 1, encoding.converter)) {
      connector.send(
          List.of(BATCH, EVENT, ARRAY, RECORD).stream()
              .map(encoding.encoding)
              .map(connector::record)
              .toList());

      List<JsonNode> messages = connector.awaitBodies(5).stream().map(TestJson::parse).toList();
      assertThat(messages).hasSize(5);
      assertContains(marked(messages, "batch"), tree(BATCH));
      assertContains(marked(messages, "event").path("events").path(0), tree(EVENT));
      assertContains(marked(messages, "first"), tree(ARRAY).get(0));
      assertContains(marked(messages, "second"), tree(ARRAY).get(1));
      assertContains(
          marked(messages, "record").path("events").path(0), recordAsEvent(connector.name()));
      connector.awaitCommitted();
    }
  }

  @Test
  void rawTextIsSentUnchanged() {
    String text = "any text, not JSON: ü ⛺ \"quoted\" \t end";
    try (TestConnector connector =
        TestConnector.create(servers, "raw", 1, Map.of("sqs.message.format", "raw"))) {
      connector.send(List.of(connector.record(text)));

      assertThat(connector.awaitBodies(1)).containsExactly(text);
      connector.awaitCommitted();
    }
  }

  @Test
  void rawBytesAreSentAsBase64() {
    byte[] bytes = {0, (byte) 0xff, 'a', (byte) 0x80};
    try (TestConnector connector =
        TestConnector.create(
            servers,
            "raw-bytes",
            1,
            Map.of("sqs.message.format", "raw", "value.converter", ConnectorConfig.BYTES))) {
      connector.send(List.of(connector.record(bytes)));

      assertThat(connector.awaitBodies(1))
          .containsExactly(Base64.getEncoder().encodeToString(bytes));
      connector.awaitCommitted();
    }
  }

  @Test
  void tenThousandRecordsArriveExactlyOnceWithoutFaults() {
    int count = 10_000;
    try (TestConnector connector =
        TestConnector.create(servers, "quiet", 3, Map.of("tasks.max", "2"))) {
      List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        records.add(
            new ProducerRecord<>(
                connector.name(), i % 3, null, ("{\"at\":\"" + i + "\"}").getBytes(UTF_8)));
      }
      connector.send(records);

      connector.awaitBodies(count);
      connector.awaitCommitted();
      connector.reader().awaitQuiet(Duration.ofSeconds(2));
      List<String> numbers =
          connector.reader().bodies().stream()
              .map(body -> TestJson.parse(body).findPath("at").asText())
              .toList();
      assertThat(numbers).hasSize(count).doesNotHaveDuplicates();
    }
  }

  private static void assertContains(JsonNode whole, JsonNode part) {
    assertThat(TestJson.contains(whole, part)).as("%s contains %s", whole, part).isTrue();
  }

  private static JsonNode tree(String json) {
    return TestJson.parse(json);
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
