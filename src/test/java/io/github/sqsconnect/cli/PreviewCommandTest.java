package io.github.sqsconnect.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sqsconnect.project.Unchecked;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command prints; that messages are right is in {@code PreviewProperties}. */
class PreviewCommandTest {
  private static final String TIMESTAMP = "--timestamp=1792479600123";

  @TempDir private Path folder;
  private final Properties settings = new Properties();

  PreviewCommandTest() {
    set("connector.class", "io.github.sqsconnect.SqsSinkConnector");
    set("topics", "orders,refunds");
    set("value.converter", "StringConverter");
    set("header.converter", "StringConverter");
    set("sqs.queue.url", "https://sqs.eu-west-1.amazonaws.com/123456789012/orders.fifo");
    set("sqs.message.format", "json");
  }

  @Test
  void everythingOfAMessageIsShown() {
    set("sqs.message.attributes", "o:Number=${offset},t=${topic}");
    CommandRun run = preview("{\"a\": 1}", "--key", "k", "--offset=7", "--header", "h=x");
    assertThat(run.errors()).isEmpty();
    assertThat(run.output())
        .startsWith("record 1 (orders-0@7): 1 message\n")
        .contains(
            "  queue             https://sqs.eu-west-1.amazonaws.com/123456789012/orders.fifo\n"
                + "  group             k\n",
            "  attributes        o (Number) = 7\n                    t (String) = orders\n",
            "  size              29 of 1,048,576 bytes, 21 of them attributes; 1 billed unit\n",
            "    {\n      \"a\": 1\n    }\n");
    assertThat(run.status()).isZero();
  }

  @Test
  void templateOfAnIdThatFindsNothingIsNoted() throws IOException {
    set("sqs.message.group.id", "${value.tenant.id}");
    set("sqs.message.deduplication.id", "${value.id}");
    String nothing = "finds nothing here: ";

    assertThat(preview("{\"tenant\": {\"id\": null}}", "--key", "k").output())
        .contains(
            "  group             k\n"
                + "                    sqs.message.group.id finds nothing here: the key is used\n"
                + "  deduplication id  ",
            "\n                    sqs.message.deduplication.id finds nothing here: a generated id is used\n");
    assertThat(preview("{\"id\": 1}").output())
        .contains("  group             orders-0\n", nothing + "topic and partition are used\n");
    assertThat(preview("{}", "--key", "ä").output())
        .contains(nothing + "the key is used, as its SHA-256\n");
    assertThat(preview("{\"tenant\": {\"id\": \"k\"}, \"id\": 1}", "--key", "k").output())
        .contains("  group             k\n  deduplication id  1\n");

    String[] json = arguments("{}", List.of("--json", "--key", "k"));
    JsonNode message =
        new ObjectMapper().readTree(CommandRun.of(json).output()).at("/records/0/messages/0");
    assertThat(message.at("/group_note").asText())
        .isEqualTo("sqs.message.group.id finds nothing here: the key is used");
    assertThat(message.at("/deduplication_id_note").asText()).contains(nothing);
  }

  @Test
  void userOfABatchIsNotedIfTheTemplateFindsNothing() {
    set("sqs.message.format", "event-batch");
    set("sqs.message.group.id", "${value.tenant}");
    String batch = "{\"mpid\": 5, \"events\": [{\"event_type\": \"custom_event\", \"data\": {}}]";
    assertThat(preview(batch + "}", "--key", "k").output())
        .contains("  group             5\n", "finds nothing here: the user of the batch is used\n");
    assertThat(preview(batch + ", \"tenant\": \"5\"}", "--key", "k").output())
        .contains("  group             5\n")
        .doesNotContain("finds nothing");
  }

  @Test
  void idThatIsAHashIsNoted() {
    String note = "SHA-256 of the text: it is too long, or has characters that SQS refuses\n";
    assertThat(preview("{}", "--key", "a b").output()).containsOnlyOnce(note);
    set("sqs.message.group.id", "${value.g}");
    set("sqs.message.deduplication.id", "${value.d}");
    assertThat(preview("{\"g\": \"a b\", \"d\": \"" + "x".repeat(129) + "\"}").output())
        .containsSubsequence("  group ", note, "  deduplication id ", note);
    for (int characters : List.of(64, 127, 128)) {
      String text = "x".repeat(characters);
      assertThat(preview("{\"g\": \"" + text + "\", \"d\": \"" + text + "\"}").output())
          .doesNotContain("SHA-256");
    }
  }

  @Test
  void addedAndRenamedMembersAreMarked() {
    set("sqs.message.format", "event-batch");
    set("event.record.session.path", "login");
    String output = preview("{\"login\": \"123456\", \"plan\": {\"name\": \"gold\"}}").output();
    assertThat(output)
        .contains(
            "\n  ~ ",
            "\"123456\"",
            "\n  +   \"message_id\": \"",
            "\n  ~           \"plan.name\": \"gold\"");
    set("sqs.message.format", "json");
    settings.remove("event.record.session.path");
    assertThat(preview("{\"login\": \"123456\"}").output()).doesNotContain("  + ", "  ~ ");
  }

  @Test
  void nullMembersAreOfTheRecordOrLeftOut() {
    set("value.converter", "org.apache.kafka.connect.json.JsonConverter");
    set("value.converter.schemas.enable", "false");
    String record = "{\"note\": null, \"hidden\": \"12345\", \"items\": [{\"sku\": null}]}";
    assertThat(preview(record).output())
        .contains("\"note\": null")
        .doesNotContain("  + ", "  ~ ", "left out");

    set("sqs.message.format", "event-batch");
    set("event.record.attributes.exclude", "hidden");
    assertThat(preview(record).output()).contains("\n  left out          /note (null), /hidden\n");
  }

  @Test
  void valuesInTheConfiguredFormAreOfTheRecord() {
    set("value.converter", "org.apache.kafka.connect.json.JsonConverter");
    set("sqs.json.timestamp.format", "iso-8601");
    String record =
        "{\"schema\": {\"type\": \"struct\", \"fields\": [{\"field\": \"at\", \"type\": \"int64\","
            + " \"name\": \"org.apache.kafka.connect.data.Timestamp\", \"version\": 1}]},"
            + " \"payload\": {\"at\": 1792479600123}}";
    assertThat(preview(record).output())
        .contains("\"at\": \"2026-")
        .doesNotContain("  + ", "  ~ ", "left out");
  }

  @Test
  void rejectionPointsAtThePlaceInTheRecord() {
    set("sqs.message.format", "event-batch");
    CommandRun run = preview("{\"a\": 12, \"b\": tru}");
    assertThat(run.status()).isOne();
    assertThat(run.output())
        .contains("rejected\n", "    {\"a\": 12, \"b\": tru}\n    " + " ".repeat(18) + "^\n");

    assertThat(preview("{\"events\": [{\"event_type\": 5, \"data\": {}}], \"mpid\": 1}").output())
        .contains("at /events/0/event_type", "\n    " + " ".repeat(27) + "^\n");
  }

  @Test
  void failingConverterAndDroppingTransformAreNamed() {
    set("value.converter", "org.apache.kafka.connect.json.JsonConverter");
    set("value.converter.schemas.enable", "false");
    CommandRun failed = preview("{\"a\": tru}");
    assertThat(failed.status()).isOne();
    assertThat(failed.output())
        .contains("rejected before the connector receives it", "value.converter fails: ");

    set("transforms", "drop");
    set("transforms.drop.type", "Filter");
    set("transforms.drop.predicate", "refunds");
    set("predicates", "refunds");
    set("predicates.refunds.type", "TopicNameMatches");
    set("predicates.refunds.pattern", "refunds");
    assertThat(preview("{}").output()).contains("orders-0@0): 1 message");
    assertThat(preview("{}", "--topic=refunds").output())
        .contains("dropped by transforms.drop.type", "1 record: no messages, 1 filtered\n");

    set("transforms.drop.negate", "true");
    assertThat(preview("{}").output()).contains("orders-0@0): dropped");
  }

  @Test
  void everyOutputFitsTheTerminal() {
    set("sqs.message.format", "event-batch");
    String record =
        "{\"long\": \"" + "x".repeat(200) + "\", \"events\": 5}\n{\"a\": \"" + "y".repeat(300);
    String[] arguments = arguments(record, List.of());
    assertThat(CommandRun.at(60, false, arguments).output().lines())
        .hasSizeGreaterThan(5)
        .allMatch(line -> line.length() <= 60, "fits");
    assertThat(CommandRun.at(60, true, arguments).output()).contains("\u001b[32m");
  }

  @Test
  void recordsComeFromStandardInputToo() {
    InputStream before = System.in;
    System.setIn(
        new ByteArrayInputStream("{\"a\":1}\r\n\n{\"b\":2}".getBytes(StandardCharsets.UTF_8)));
    try {
      assertThat(CommandRun.of("preview", config(), TIMESTAMP).output())
          .contains("record 1 (orders-0@0)", "record 2 (orders-0@1)", "2 records: 2 messages");
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void placeholdersThatAreUsedAsWrittenAreNamed() {
    set("sqs.message.format", "event-batch");
    set("sqs.id.namespace", "${env:NAMESPACE}");
    set("aws.access.key.id", "${file:/etc/f:key}");
    set("aws.secret.access.key", "${file:/etc/f:secret}");
    assertThat(preview("{}").output())
        .contains(
            "placeholders that the worker replaces are used as written\n  sqs.id.namespace\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sqs.linger.ms | 5ms | is not a whole number",
        "sqs.delay.ms | 1000 | with a FIFO queue",
        "sqs.queue.url | https://sqs.eu-west-1.amazonaws.com/q | does not contain an account",
        "value.converter | org.example.Converter | does not find",
        "value.converter | | value.converter is not set"
      })
  void configurationThatNoTaskAcceptsIsRefused(String key, String value, String reason) {
    if (value == null) {
      settings.remove(key);
    } else {
      set(key, value);
    }
    CommandRun run = preview("{}");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.output()).isEmpty();
    assertThat(run.errors()).startsWith("sqs-sink: ").contains(reason).hasLineCount(1);
  }

  @Test
  void recordsThatCannotBeReadAreRefused() throws Exception {
    assertRefused(folder.resolve("none").toString(), "does not exist");
    assertRefused(folder.toString(), "is a folder");
    assertRefused(
        Files.write(folder.resolve("binary"), new byte[] {'a', '\n', 0}).toString(),
        "is not text: it has zero bytes");
    byte[] huge = new byte[(64 << 20) + 1];
    Arrays.fill(huge, (byte) 'a');
    assertRefused(
        Files.write(folder.resolve("huge"), huge).toString(), "line 1 is longer than 64 MiB");
    CommandRun run = preview("{}", "--header", "h");
    assertThat(run.errors()).contains("is not a header. Allowed: NAME=VALUE").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--partition=-1", "--offset=-5", "--timestamp=-1", "--topic= "})
  void positionThatNoRecordHasIsRefused(String option) {
    List<String> arguments = new ArrayList<>(List.of(arguments("{}", List.of(option))));
    arguments.remove(TIMESTAMP);
    CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.output()).isEmpty();
    assertThat(run.errors())
        .startsWith("sqs-sink: " + option.replaceFirst("=.*", " "))
        .hasLineCount(1);
  }

  private void assertRefused(String file, String reason) {
    CommandRun run = CommandRun.of("preview", config(), file);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errors()).contains(file, reason).hasLineCount(1);
  }

  private void set(String key, String value) {
    settings.setProperty(key, value);
  }

  private CommandRun preview(String records, String... options) {
    return CommandRun.of(arguments(records, List.of(options)));
  }

  private String[] arguments(String records, List<String> options) {
    Path file = folder.resolve("records");
    Unchecked.run(() -> Files.writeString(file, records));
    List<String> arguments =
        new ArrayList<>(List.of("preview", config(), file.toString(), TIMESTAMP));
    arguments.addAll(options);
    return arguments.toArray(String[]::new);
  }

  private String config() {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<Object, Object> entry : settings.entrySet()) {
      text.append(entry.getKey()).append('=').append(entry.getValue()).append('\n');
    }
    Path file = folder.resolve("connector.properties");
    Unchecked.run(() -> Files.writeString(file, text));
    return file.toString();
  }
}
