package io.github.sqsconnect.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.cloudevents.CloudEvent;
import io.cloudevents.jackson.JsonFormat;
import io.github.sqsconnect.fakes.RecordAssembler;
import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Generator;
import io.github.sqsconnect.property.Property;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventBodyTest {
  private static final ObjectMapper JACKSON = new ObjectMapper();
  private static final JsonSchema OFFICIAL = official();

  private static JsonSchema official() {
    try (InputStream schema =
        CloudEventBodyTest.class.getResourceAsStream("/cloudevents/cloudevents.schema.json")) {
      return JsonSchemaFactory.getInstance(VersionFlag.V7)
          .getSchema(
              schema, SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void eventHasTheAttributesOfTheRecord() {
    assertThat(body(RecordAssembler.record("k-1", null, "{ \"a\": 1.0}")))
        .isEqualTo(
            "{\"specversion\":\"1.0\",\"id\":\"5aacbb41-de76-5ca8-813b-e27a0dd7b6dc\",\"source\":\"kafka:events\","
                + "\"type\":\"events\",\"time\":\"2026-11-24T12:00:00.000Z\",\"partitionkey\":\"k-1\","
                + "\"datacontenttype\":\"application/json\",\"data\":{ \"a\": 1.0}}");
  }

  @Test
  void templatesAreRenderedForEachRecord() {
    RecordAssembler assembler =
        assembler(
            "sqs.cloudevents.source", "https://example.com/${topic}/${partition}",
            "sqs.cloudevents.type", "com.example.${header.kind}",
            "sqs.cloudevents.subject", "${value.order.id}");
    ConnectHeaders headers = new ConnectHeaders();
    headers.addString("kind", "created");

    assertThat(
            read(
                assembler,
                RecordAssembler.record(
                    null, null, null, Map.of("order", Map.of("id", 7)), 0L, headers)))
        .satisfies(
            event -> {
              assertThat(event.getSource()).isEqualTo(URI.create("https://example.com/events/0"));
              assertThat(event.getType()).isEqualTo("com.example.created");
              assertThat(event.getSubject()).isEqualTo("7");
            });
    assertThat(assembler.message(RecordAssembler.record(null, "[1]")).body())
        .doesNotContain("subject");
  }

  @Test
  void attributesWithoutAValueAreAbsent() {
    for (Object key : new @Nullable Object[] {null, "", new byte[0]}) {
      assertThat(body(RecordAssembler.record(null, key, null, "1", null)))
          .doesNotContain("time", "partitionkey", "subject")
          .endsWith("\"datacontenttype\":\"application/json\",\"data\":1}");
    }
  }

  @Test
  void textAndBytesThatAreNoJsonAreTheDataToo() {
    assertThat(body(RecordAssembler.record(null, "say \"hi\"")))
        .endsWith("\"datacontenttype\":\"text/plain\",\"data\":\"say \\\"hi\\\"\"}");
    assertThat(body(RecordAssembler.record(null, new byte[] {0, 1})))
        .endsWith("\"datacontenttype\":\"application/octet-stream\",\"data_base64\":\"AAE=\"}");
  }

  /** The identity law: the id is that of the message, which a FIFO queue would get. */
  @Test
  void idIsTheGeneratedIdOfTheMessage() {
    SinkRecord record = RecordAssembler.record(Timestamp.SCHEMA, new Date(7));
    RecordAssembler fifo =
        RecordAssembler.fifo(
            "sqs.message.format", "cloudevents", "sqs.json.timestamp.format", "iso-8601");
    OutboundMessage message = fifo.message(record);

    assertThat(message.body()).contains("\"id\":\"" + message.deduplicationId() + "\"");
    assertThat(body(record)).contains("\"id\":\"" + message.deduplicationId() + "\"");
    assertThat(body(RecordAssembler.record(Timestamp.SCHEMA, new Date(8))))
        .doesNotContain(message.deduplicationId());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sqs.cloudevents.source | ${header.h}       | the source is empty",
        "sqs.cloudevents.source | kafka:${header.h} | the source is not a URI reference",
        "sqs.cloudevents.source | ${key}            | the source is not a URI reference, at character 1.",
        "sqs.cloudevents.source | ${header.e}       | the source is not a URI reference, at character 0.",
        "sqs.cloudevents.source | ${header.b}       | the source is not a URI reference, at character 6.",
        "sqs.cloudevents.type   | ${value.type}     | the type is empty"
      })
  void eventWithoutARequiredAttributeIsRejected(String setting, String template, String reason) {
    Headers headers = new ConnectHeaders().addString("e", "é").addString("b", "/a?ids[]=1");
    SinkRecord record = RecordAssembler.record(null, "a b", null, "{}", 0L, headers);
    assertThat(reason(assembler(setting, template), record))
        .startsWith("not a CloudEvent: " + reason)
        .contains("Allowed: ")
        .endsWith("Change " + setting);
  }

  @Test
  void controlCharactersInAnAttributeAreRejected() {
    for (String text :
        List.of(
            "a\u0000",
            "a\u001F",
            "a\u007F",
            "a\u0085",
            "a\u009F",
            "a\ud800",
            "a\uDFFF",
            "a\uFDD0",
            "a\uFDEF",
            "a\uFFFE",
            "a\uD83F\uDFFE")) {
      assertThat(reason(assembler(), RecordAssembler.record(text, null, "1")))
          .startsWith("not a CloudEvent: the partitionkey contains the character U+")
          .contains(", at index 1.", "key.converter");
      assertThat(
              reason(
                  assembler("sqs.cloudevents.type", "${key}"),
                  RecordAssembler.record(text, null, "1")))
          .startsWith("not a CloudEvent: the type contains the character U+")
          .endsWith("Change sqs.cloudevents.type");
    }
    String nearby = "𝄞 ~\u00A0\uD7FF\uE000\uFDCF\uFDF0\uFFFD";
    assertThat(read(assembler(), RecordAssembler.record(nearby, null, "1")))
        .extracting(event -> event.getExtension("partitionkey"))
        .isEqualTo(nearby);
  }

  @ParameterizedTest
  @ValueSource(longs = {1_795_521_600_000_000L, -62_167_219_200_001L})
  void timestampThatRfc3339CannotExpressIsRejected(long timestamp) {
    assertThat(reason(assembler(), RecordAssembler.record(null, null, null, "1", timestamp)))
        .startsWith("not a CloudEvent: the timestamp of the record is " + timestamp);
  }

  /** Of any record: valid by the schema of the CloudEvents project, and read by its SDK. */
  @Property(tries = 300)
  void schemaAndSdkAcceptEveryEvent(Draw draw) throws IOException {
    Object value =
        draw.next(
            "value",
            Generator.<Object>of(
                "{\"a\":[1,null,\"ü\"],\"b\":2.50}",
                "12",
                "null",
                "\"x\"",
                "plain",
                "",
                "\u0000\uFFFE",
                new byte[] {0, -1},
                "{}".getBytes(StandardCharsets.UTF_8),
                Map.of("n", 1),
                List.of(),
                7));
    String key = draw.next("key", Generator.<String>of("", "k", "ü 1", "{\"id\":1}"));
    Long timestamp = draw.next("timestamp", Generator.of(0L, 1L, 1_795_521_600_123L).orNull(3));
    String subject = draw.next("subject", Generator.of("", "${key}", "${value.b}", "s"));
    RecordAssembler assembler =
        subject.isEmpty() ? assembler() : assembler("sqs.cloudevents.subject", subject);
    SinkRecord record = RecordAssembler.record(null, key, null, value, timestamp);

    String body = assembler.message(record).body();
    assertThat(OFFICIAL.validate(JACKSON.readTree(body))).isEmpty();

    CloudEvent event = read(assembler, record);
    assertThat(event.getSpecVersion().toString()).isEqualTo("1.0");
    assertThat(event.getTime())
        .isEqualTo(
            timestamp == null
                ? null
                : OffsetDateTime.ofInstant(Instant.ofEpochMilli(timestamp), ZoneOffset.UTC));
    assertThat(event.getExtension("partitionkey")).isEqualTo(key.isEmpty() ? null : key);
    assertData(event, value);
  }

  private static void assertData(CloudEvent event, Object value) throws IOException {
    byte[] data = event.getData() == null ? null : event.getData().toBytes();
    switch (String.valueOf(event.getDataContentType())) {
      case "application/octet-stream" -> assertThat(data).isEqualTo(value);
      case "text/plain" ->
          assertThat(data).isEqualTo(((String) value).getBytes(StandardCharsets.UTF_8));
      default -> {
        String json =
            value instanceof byte[] bytes
                ? new String(bytes, StandardCharsets.UTF_8)
                : value instanceof String text ? text : JACKSON.writeValueAsString(value);
        assertThat(data == null ? JACKSON.nullNode() : JACKSON.readTree(data))
            .isEqualTo(JACKSON.readTree(json));
      }
    }
  }

  @Test
  void schemaFindsAnEventThatIsNotValid() throws IOException {
    String body = body(RecordAssembler.record(null, "1"));
    for (String wrong :
        List.of(
            body.replace("kafka:events", "a b"),
            body.replace("T12:00:00.000Z", "T12:00"),
            body.replace("\"type\"", "\"typ\""))) {
      Set<ValidationMessage> violations = OFFICIAL.validate(JACKSON.readTree(wrong));
      assertThat(violations).as(wrong).isNotEmpty();
    }
  }

  private static CloudEvent read(RecordAssembler assembler, SinkRecord record) {
    return new JsonFormat()
        .deserialize(assembler.message(record).body().getBytes(StandardCharsets.UTF_8));
  }

  private static String reason(RecordAssembler assembler, SinkRecord record) {
    return ((Assembly.Rejected) assembler.assemble(record)).reason();
  }

  private static String body(SinkRecord record) {
    return assembler().message(record).body();
  }

  private static RecordAssembler assembler(String... settings) {
    String[] all = new String[settings.length + 2];
    all[0] = "sqs.message.format";
    all[1] = "cloudevents";
    System.arraycopy(settings, 0, all, 2, settings.length);
    return RecordAssembler.standard(all);
  }
}
