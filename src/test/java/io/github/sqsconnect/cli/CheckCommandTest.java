package io.github.sqsconnect.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.transforms.InsertField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What else than the connector's validation the command reports; see WrongSetupsDocsTest too. */
class CheckCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private final Map<String, String> settings =
      new HashMap<>(
          Map.of(
              "connector.class",
              "io.github.sqsconnect.SqsSinkConnector",
              "topics",
              "events",
              "value.converter",
              "StringConverter",
              "header.converter",
              "org.apache.kafka.connect.storage.StringConverter",
              "sqs.queue.url",
              "https://sqs.eu-west-1.amazonaws.com/123456789012/events"));

  /** A transform whose constructor fails. */
  public static final class Broken<R extends ConnectRecord<R>> extends InsertField.Value<R> {
    public Broken() {
      throw new IllegalStateException("no licence");
    }
  }

  @Test
  void correctConfigurationHasNoErrors() {
    CommandRun run = CommandRun.of("check", file());
    assertThat(run).isEqualTo(new CommandRun(0, "connector.json: no errors\n", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "connector.class | org.example.Other | connector.class | is another class",
        "connector.class | | connector.class | is not set",
        "connector.class | 'io.github.sqsconnect.SqsSinkConnector ' | connector.class | SqsSinkConnector ' is another class",
        "topics | | topics | topics and topics.regex are not set",
        "topics.regex | e.* | topics | topics and topics.regex are both set",
        "value.converter | org.example.Other | value.converter | does not find",
        "value.converter | AvroConverter | value.converter | does not find",
        "key.converter | java.lang.String | key.converter | is not a Converter",
        "header.converter | java.util.List | header.converter | is not a HeaderConverter",
        "header.converter | org.apache.kafka.connect.storage.HeaderConverter | header.converter | cannot be instantiated",
        "key.converter | org.apache.kafka.connect.json.JsonConverter | |",
        "transforms | a | transforms.a.type | needs an entry",
        "predicates | a | predicates.a.type | needs an entry",
        "tasks.max | abc | tasks.max | is invalid. Allowed: 1 or more.",
        "errors.deadletterqueue.topic.name | events | errors.deadletterqueue.topic.name | reads, by topics.",
        "producer.override.max.request.size | 2MB | producer.override.max.request.size | for a Kafka client",
      })
  void settingsOfConnectAreChecked(String key, String value, String wrong, String message) {
    set(key, value);
    assertErrors(wrong == null ? Map.of() : Map.of(wrong, message));
  }

  @Test
  void transformsAreFoundByAliasAndConfigured() {
    set("transforms", "insert, broken");
    set("transforms.insert.type", "InsertField$Value");
    set("transforms.broken.type", Broken.class.getName());
    assertErrors(
        Map.of(
            "transforms.insert.type",
            "refuses its settings",
            "transforms.broken.type",
            "cannot be instantiated: no licence"));

    set("transforms", "insert");
    set("transforms.insert.static.field", "a");
    set("transforms.insert.static.value", "b");
    assertErrors(Map.of());

    set("transforms.insert.predicate", "tombstone");
    assertErrors(Map.of("predicates.tombstone.type", "needs an entry in predicates"));

    set("predicates", "tombstone");
    set("predicates.tombstone.type", "RecordIsTombstone");
    assertErrors(Map.of());
  }

  @Test
  void listsOfTransformsAndPredicatesAreChecked() {
    set("transforms", "drop,drop");
    set("transforms.drop.type", "Filter");
    set("transforms.drop.negate", "no");
    set("predicates", "unused");
    set("predicates.unused.type", "org.example.Predicate");
    assertErrors(
        Map.of(
            "transforms",
            "has 'drop' twice",
            "transforms.drop.negate",
            "without transforms.drop.predicate. Set the predicate, or remove it.",
            "predicates.unused.type",
            "does not find"));

    set("transforms", "drop");
    set("transforms.drop.predicate", "unused");
    set("predicates.unused.type", "RecordIsTombstone");
    assertErrors(Map.of("transforms.drop.negate", "= 'no' is invalid. Allowed: true, false."));

    set("transforms.drop.negate", " TRUE ");
    assertErrors(Map.of());
  }

  @Test
  void settingsWithPlaceholdersAreListedAndNotChecked() {
    set("transforms", "insert");
    set("transforms.insert.type", "InsertField$Value");
    set("transforms.insert.static.field", "${file:/etc/f:key}");
    set("sqs.linger.ms", "${env:LINGER}");
    assertErrors(Map.of());
    assertThat(json().at("/not_checked"))
        .extracting(JsonNode::asText)
        .containsExactly("sqs.linger.ms", "transforms.insert.static.field");
  }

  @Test
  void warningsOfTheStartAreShownAndAreNoErrors() {
    set("errors.tolerance", "all");
    set("sqs.something.else", "1");
    set("sqs.batch.max.messages", "10");
    JsonNode report = json();
    assertThat(report.at("/errors")).isEmpty();
    assertThat(report.at("/warnings"))
        .extracting(JsonNode::asText)
        .anyMatch(line -> line.startsWith("event=unknown_key key=sqs.something.else"))
        .anyMatch(line -> line.startsWith("event=errors_setting"));
  }

  @Test
  void onlyProbeSendsARequest() {
    try (ScriptedSqs sqs = ScriptedSqs.start()) {
      sqs.credentials().accept("AKIDEXAMPLE", "secret").region("eu-west-1");
      set("sqs.queue.url", sqs.queue("events").url());
      set("sqs.region", "eu-west-1");
      set("aws.access.key.id", "AKIDEXAMPLE");
      set("aws.secret.access.key", "secret");

      assertThat(CommandRun.of("check", file()).status()).isZero();
      assertThat(sqs.requests()).isEmpty();

      assertThat(CommandRun.of("check", "--probe", file()).status()).isZero();
      assertThat(sqs.requests()).hasSize(1);

      set("sqs.validate.connection", "false");
      set("aws.secret.access.key", "another");
      CommandRun refused = CommandRun.of("check", "--probe", file());
      assertThat(refused.status()).isOne();
      assertThat(refused.output()).startsWith("aws.access.key.id\n  ");
    }
  }

  @Test
  void probeSaysWhyItSentNothing() {
    try (ScriptedSqs sqs = ScriptedSqs.start()) {
      set("sqs.queue.url", sqs.queue("events").url());
      set("sqs.region", "eu-west-1");
      set("aws.access.key.id", "${file:/secrets:id}");
      set("aws.secret.access.key", "${file:/secrets:key}");
      assertThat(CommandRun.of("check", "--probe", file()).output())
          .contains("No request was sent to a queue: only a worker can replace the placeholders")
          .contains("aws.access.key.id, aws.secret.access.key");
      assertThat(CommandRun.of("check", file()).output()).doesNotContain("No request");

      set("aws.access.key.id", "AKIDEXAMPLE");
      set("aws.secret.access.key", "secret");
      set("sqs.linger.ms", "5ms");
      assertThat(CommandRun.of("check", "--probe", file()).output())
          .contains("No request was sent to a queue: correct the errors first.");
      assertThat(sqs.requests()).isEmpty();
    }
  }

  @Test
  void textFitsTheTerminalAndColoursMarkKeys() {
    set("sqs.linger.ms", "5ms");
    set("sqs.batch.max.bytes", "x".repeat(90));
    CommandRun narrow = CommandRun.at(60, false, "check", file());
    assertThat(narrow.output().lines()).hasSizeGreaterThan(6).allMatch(line -> line.length() <= 60);
    assertThat(narrow.output()).doesNotContain("\u001b");

    assertThat(CommandRun.at(60, true, "check", file()).output())
        .contains("\u001b[1;31msqs.linger.ms\u001b[0m");
  }

  private void set(String key, String value) {
    if (value == null) {
      settings.remove(key);
    } else {
      settings.put(key, value);
    }
  }

  private JsonNode json() {
    try {
      return JSON.readTree(CommandRun.of("check", "--json", file()).output());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The keys that have errors, and a part of each message. */
  private void assertErrors(Map<String, String> expected) {
    Map<String, String> found = new TreeMap<>();
    json()
        .at("/errors")
        .forEach(each -> found.put(each.at("/key").asText(), each.at("/message").asText()));
    assertThat(found).hasSameSizeAs(expected);
    expected.forEach((key, part) -> assertThat(found.get(key)).contains(part));
    assertThat(CommandRun.of("check", file()).status()).isEqualTo(expected.isEmpty() ? 0 : 1);
  }

  private String file() {
    try {
      Path file = folder.resolve("connector.json");
      return Files.writeString(file, JSON.writeValueAsString(settings)).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
