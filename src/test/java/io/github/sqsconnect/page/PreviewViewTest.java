package io.github.sqsconnect.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sqsconnect.analysis.ConfigCheck;
import io.github.sqsconnect.project.Unchecked;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PreviewViewTest {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final Duration MOST_PROCESSOR_TIME = Duration.ofSeconds(3);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final PageView VIEW = PreviewView.create();

  private static JsonNode read(PageResponse response) {
    return Unchecked.call(() -> JSON.readTree(response.content()));
  }

  private static JsonNode samples() {
    return read(VIEW.handlers().get("GET /api/samples").handle(PageRequest.EMPTY));
  }

  static Stream<String> names() {
    return StreamSupport.stream(samples().spliterator(), false).map(s -> s.path("name").asText());
  }

  private static ObjectNode sample(String name) {
    for (JsonNode sample : samples()) {
      if (sample.path("name").asText().equals(name)) {
        return (ObjectNode) sample;
      }
    }
    throw new IllegalArgumentException(name);
  }

  private static JsonNode preview(JsonNode sample) {
    byte[] request = sample.toString().getBytes(StandardCharsets.UTF_8);
    return read(VIEW.handlers().get("POST /api/preview").handle(PageRequest.of(request)));
  }

  private static Map<String, String> config(JsonNode sample) {
    Map<String, String> config = new HashMap<>();
    sample.path("config").properties().forEach(e -> config.put(e.getKey(), e.getValue().asText()));
    return config;
  }

  /** The lines with a mark, as "mark name: value". */
  private static List<String> marked(JsonNode outcome, String mark) {
    List<String> found = new ArrayList<>();
    for (JsonNode line : outcome.at("/messages/0/lines")) {
      if (line.path("mark").asText().equals(mark)) {
        found.add(line.path("name").asText() + ": " + line.path("value").asText());
      }
    }
    return found;
  }

  private static String note(JsonNode outcome, String name) {
    for (JsonNode line : outcome.at("/messages/0/lines")) {
      if (line.path("name").asText().equals('"' + name + '"')) {
        return line.path("note").asText();
      }
    }
    throw new IllegalArgumentException(name);
  }

  private static List<String> leftOut(JsonNode outcome) {
    List<String> found = new ArrayList<>();
    for (JsonNode place : outcome.path("places")) {
      if (place.path("left_out").asBoolean()) {
        found.add(place.path("pointer").asText());
      }
    }
    return found;
  }

  @Test
  void templateOfTheGroupThatFindsNothingIsNoted() throws IOException {
    JsonNode outcome =
        preview(
            JSON.readTree(
                """
                {
                  "config": {
                    "topics": "orders",
                    "value.converter": "org.apache.kafka.connect.storage.StringConverter",
                    "sqs.queue.url": "https://sqs.eu-west-1.amazonaws.com/123456789012/orders",
                    "sqs.message.format": "json",
                    "sqs.message.group.id": "${value.tenant}"
                  },
                  "record": {"topic": "orders", "value": "{}"}
                }
                """));
    assertThat(outcome.at("/messages/0").has("group")).isFalse();
    assertThat(outcome.at("/messages/0/group_note").asText())
        .isEqualTo("sqs.message.group.id finds nothing here: no group");
  }

  @ParameterizedTest
  @MethodSource("names")
  void settingsOfEverySampleAreThoseThatAWorkerAccepts(String name) {
    assertThat(ConfigCheck.of(new HashMap<>(config(sample(name))), false).errors()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everySampleBecomesOneMessageExceptTheBrokenOne(String name) {
    JsonNode outcome = preview(sample(name));

    if (name.equals("broken")) {
      assertThat(outcome.path("outcome").asText()).isEqualTo("rejected");
    } else {
      assertThat(outcome.path("messages")).hasSize(1);
      assertThat(outcome.at("/messages/0/billed_units").asInt()).isEqualTo(1);
      assertThat(outcome.at("/messages/0/lines")).hasSizeGreaterThan(5);
    }
  }

  @Test
  void valuesAreMarkedByTheirOrigin() {
    JsonNode order = preview(sample("order"));

    assertThat(marked(order, "renamed"))
        .containsExactly(
            "\"source_message_id\": \"A-7311\"",
            "\"identity\": \"c-42\"",
            "\"identity\": \"ada@example.org\"");
    assertThat(marked(order, "converted"))
        .contains(
            "\"total\": \"59.90\"",
            "\"gift\": \"false\"",
            "\"timestamp_unixtime_ms\": 1795521598250");
    assertThat(marked(order, "none")).contains("\"currency\": \"EUR\"", "\"plan\": \"gold\"");
    assertThat(marked(order, "added")).contains("\"schema_version\": 2");
    assertThat(leftOut(order)).containsExactly("/coupon");
    assertThat(note(order, "source_message_id")).isEqualTo("Moved from /order_id.");
    assertThat(note(order, "total")).isEqualTo("The number at /total, as text.");
    assertThat(note(order, "items")).isEqualTo("The array at /items, as text.");
    assertThat(note(order, "gift")).isEqualTo("The false at /gift, as text.");
    assertThat(note(order, "timestamp_unixtime_ms"))
        .isEqualTo("The time at /placed_at, in milliseconds since 1970.");
    assertThat(note(order, "environment")).startsWith("Added. ").contains("event.environment");
  }

  @Test
  void excludedValuesAreLeftOut() {
    JsonNode change = preview(sample("debezium"));

    assertThat(leftOut(change))
        .contains("/before/id", "/source/lsn", "/transaction")
        .doesNotContain("/after/id", "/op", "/source/ts_ms");
  }

  @Test
  void valueOfATemplateIsNotCalledExcluded() {
    for (JsonNode place : preview(sample("debezium")).path("places")) {
      if (place.path("pointer").asText().equals("/source/table")) {
        assertThat(place.path("note").asText()).contains("a setting uses it");
        return;
      }
    }
    throw new AssertionError("no place of the table");
  }

  @Test
  void rejectedRecordHasItsPlaceAndItsRule() {
    ObjectNode sample = sample("broken");
    String value = sample.at("/record/value").asText();
    JsonNode outcome = preview(sample);

    int from = outcome.path("from").asInt();
    assertThat(outcome.path("rule").asText()).isEqualTo("not_json");
    assertThat(outcome.path("reason").asText()).contains("Allowed: one JSON value");
    assertThat(value.substring(0, from)).endsWith("\"total\": 59,");
    assertThat(outcome.path("to").asInt()).isEqualTo(from + 1);
  }

  /** Bytes of UTF-8 are not the units in which a browser counts. */
  @Test
  void placeIsThatOfTheCharacterInTheBrowser() {
    ObjectNode sample = sample("broken");
    String value = "{\"name\": \"Zoë 🏕 東\", \"total\": tru}";
    ((ObjectNode) sample.path("record")).put("value", value);

    JsonNode outcome = preview(sample);

    assertThat(value.substring(outcome.path("from").asInt())).isEqualTo("}");
  }

  @Test
  void changedSettingChangesTheMessage() {
    ObjectNode sample = sample("cloudevent");
    assertThat(preview(sample).at("/messages/0/body").asText()).contains("specversion");

    ((ObjectNode) sample.path("config")).removeAll();
    sample.withObject("config").setAll((ObjectNode) sample("broken").path("config"));

    assertThat(preview(sample).at("/messages/0/body").asText())
        .isEqualTo(sample.at("/record/value").asText());
  }

  @Test
  void nullValueAndHeadersAreThoseOfTheRecord() {
    ObjectNode sample = sample("log");
    ((ObjectNode) sample.path("record")).putNull("value");

    JsonNode outcome = preview(sample);

    assertThat(outcome.path("outcome").asText()).isEqualTo("rejected");
    assertThat(outcome.path("rule").asText()).isEqualTo("null_value");
    assertThat(preview(sample("log")).at("/messages/0/attributes/0/value").asText())
        .isEqualTo("acme");
  }

  @Test
  void wrongSettingAndWrongPositionAreExplained() {
    ObjectNode sample = sample("order");
    ((ObjectNode) sample.path("config")).put("sqs.message.format", "xml");
    assertThat(preview(sample).path("outcome").asText()).isEqualTo("error");
    assertThat(preview(sample).path("reason").asText()).contains("sqs.message.format");

    ObjectNode other = sample("order");
    ((ObjectNode) other.path("record")).put("offset", "-1");
    assertThat(preview(other).path("reason").asText()).contains("offset", "whole number");
  }

  @Test
  void manyEqualValuesAreMarkedInTime() {
    ObjectNode sample = sample("broken");
    String value = "{\"a\": [" + "1,".repeat(30_000) + "2]}";
    ((ObjectNode) sample.path("record")).put("value", value);

    long begin = THREADS.getCurrentThreadCpuTime();
    JsonNode outcome = preview(sample);

    assertThat(Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - begin))
        .isLessThan(MOST_PROCESSOR_TIME);
    assertThat(outcome.path("places")).hasSize(30_001);
    assertThat(leftOut(outcome)).isEmpty();
  }

  /** The reason contains the pointer, and so a text of the record. */
  @Test
  void textOfTheRecordIsNoPlaceInTheRecord() {
    ObjectNode sample = sample("track");
    ObjectNode config = (ObjectNode) sample.path("config");
    config.put("event.input.format", "batch").put("event.validation", "strict");
    config.remove("event.record.attributes.include");
    String attributes = "{\"at byte 99999999999\": {\"a\": 1}}";
    String event =
        "{\"event_type\": \"custom_event\", \"data\": {\"event_name\": \"a\", \"custom_event_type\": \"other\","
            + " \"custom_attributes\": "
            + attributes
            + "}}";
    ((ObjectNode) sample.path("record")).put("value", "{\"events\": [" + event + "]}");

    JsonNode outcome = preview(sample);

    assertThat(outcome.path("outcome").asText()).isEqualTo("rejected");
    assertThat(outcome.path("reason").asText()).contains("at byte 99999999999");
  }

  /** As a converter does whose jars are not all on CLASSPATH. */
  public static final class IncompleteTransform implements Transformation<SinkRecord> {
    @Override
    public SinkRecord apply(SinkRecord record) {
      throw new NoClassDefFoundError("com/example/Missing");
    }

    @Override
    public ConfigDef config() {
      return new ConfigDef();
    }

    @Override
    public void configure(Map<String, ?> settings) {}

    @Override
    public void close() {}
  }

  @Test
  void transformWithoutItsJarsFailsOnTheRecord() {
    ObjectNode sample = sample("order");
    ((ObjectNode) sample.path("config"))
        .put("transforms", "t")
        .put("transforms.t.type", IncompleteTransform.class.getName());

    JsonNode outcome = preview(sample);

    assertThat(outcome.path("outcome").asText()).isEqualTo("not_received");
    assertThat(outcome.path("reason").asText())
        .isEqualTo("java.lang.NoClassDefFoundError: com/example/Missing");
  }

  @Test
  void largeRecordsAreShownWithoutMarks() {
    ObjectNode sample = sample("broken");
    String value = "{\"text\": \"" + "x".repeat(70_000) + "\"}";
    ((ObjectNode) sample.path("record")).put("value", value);

    JsonNode outcome = preview(sample);

    assertThat(outcome.at("/messages/0/lines")).isEmpty();
    assertThat(outcome.path("places")).isEmpty();
    assertThat(outcome.at("/messages/0/bytes").asInt()).isEqualTo(value.length());
    assertThat(outcome.at("/messages/0/billed_units").asInt()).isEqualTo(2);
  }
}
