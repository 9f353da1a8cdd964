package io.github.sqsconnect.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sqsconnect.fakes.RecordAssembler;
import io.github.sqsconnect.json.RejectionKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFormatTest {
  private static final Schema INNER =
      SchemaBuilder.struct().optional().field("n", Schema.OPTIONAL_INT32_SCHEMA).build();

  /** A field of every type of Connect. */
  private static final Schema EVERY_TYPE =
      SchemaBuilder.struct()
          .field("int8", Schema.INT8_SCHEMA)
          .field("int64", Schema.INT64_SCHEMA)
          .field("float32", Schema.FLOAT32_SCHEMA)
          .field("float64", Schema.FLOAT64_SCHEMA)
          .field("bool", Schema.BOOLEAN_SCHEMA)
          .field("text", Schema.STRING_SCHEMA)
          .field("bytes", Schema.BYTES_SCHEMA)
          .field("decimal", Decimal.schema(2))
          .field("day", org.apache.kafka.connect.data.Date.SCHEMA)
          .field("time", Time.SCHEMA)
          .field("at", Timestamp.SCHEMA)
          .field("list", SchemaBuilder.array(Schema.OPTIONAL_INT32_SCHEMA).build())
          .field("map", SchemaBuilder.map(Schema.INT32_SCHEMA, INNER).build())
          .field("inner", INNER)
          .field("none", Schema.OPTIONAL_STRING_SCHEMA)
          .field("unset", SchemaBuilder.string().optional().defaultValue("x").build())
          .build();

  private static Struct everyType() {
    Map<Integer, Struct> map = new LinkedHashMap<>();
    map.put(7, new Struct(INNER).put("n", 1));
    map.put(8, null);
    return new Struct(EVERY_TYPE)
        .put("int8", (byte) -1)
        .put("int64", Long.MIN_VALUE)
        .put("float32", 0.1f)
        .put("float64", 1e300)
        .put("bool", true)
        .put("text", "ü\"\u0000\uFFFE")
        .put("bytes", ByteBuffer.wrap(new byte[] {0, 1}))
        .put("decimal", new BigDecimal("500.00"))
        .put("day", new Date(86_400_000L * 20_000))
        .put("time", new Date(3_600_001))
        .put("at", new Date(1_795_521_600_000L))
        .put("list", Arrays.asList(1, null))
        .put("map", map)
        .put("inner", new Struct(INNER));
  }

  @Test
  void everyTypeOfConnectIsWrittenWithNullMembers() {
    assertThat(json().bodies(EVERY_TYPE, everyType()))
        .containsExactly(
            "{\"int8\":-1,\"int64\":-9223372036854775808,\"float32\":0.1,\"float64\":1.0E300,\"bool\":true,"
                + "\"text\":\"ü\\\"\\u0000\\uFFFE\",\"bytes\":\"AAE=\",\"decimal\":500.00,\"day\":20000,"
                + "\"time\":3600001,\"at\":1795521600000,\"list\":[1,null],\"map\":{\"7\":{\"n\":1},\"8\":null},"
                + "\"inner\":{\"n\":null},\"none\":null,\"unset\":null}");
  }

  @Test
  void decimalsAndTimesAreTextIfTheUserSaysSo() {
    assertThat(text().bodies(EVERY_TYPE, everyType()).get(0))
        .contains(
            "\"decimal\":\"500.00\",\"day\":\"2024-10-04\",\"time\":\"01:00:00.001\","
                + "\"at\":\"2026-11-24T12:00:00.000Z\",")
        .contains("\"int64\":-9223372036854775808,\"float32\":0.1,");
    assertThat(text().body(List.of(new BigDecimal("1e3"), new Date(0), BigInteger.TEN)))
        .isEqualTo("[\"1000\",\"1970-01-01T00:00:00.000Z\",10]");
  }

  @Test
  void jacksonReadsTheSameValues() throws Exception {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("a", Arrays.asList(1, "x", null, true, 2.5));
    value.put("b", null);

    ObjectMapper jackson = new ObjectMapper();
    assertThat(jackson.readTree(json().body(value))).isEqualTo(jackson.valueToTree(value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"b\": 1.00,\n \"a\":null, \"b\":12345678901234567890123.0e-1 }",
        "[]",
        "\"text\"",
        "12",
        "null",
        " true\n"
      })
  void jsonTextIsSentAsItIs(String text) {
    assertThat(json().body(text)).isSameAs(text);
    assertThat(json().body(text.getBytes(UTF_8))).isEqualTo(text);
    assertThat(text().body(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "hello      | not valid JSON at byte 0, in the root",
        "{\"a\":[1,]} | not valid JSON at byte 8, in /a/1",
        "``         | the text is empty",
        "{} {}      | text after the JSON value"
      })
  void textThatIsNoJsonIsRejectedWithItsPlace(String text, String reason) {
    assertThat(json().reason(text)).contains(reason, "Allowed: one JSON value in UTF-8");
    assertThat(json().reason(text.getBytes(UTF_8))).contains(reason);
  }

  @Test
  void connectDataThatJsonCannotExpressIsRejectedWithItsPlace() {
    assertThat(json().reason(Map.of("a", List.of(Double.NaN))))
        .contains("at /a/0: found the number NaN");
    SinkRecord record = RecordAssembler.record(Time.SCHEMA, new Date(86_400_000));
    assertThat(text().assemble(record))
        .isEqualTo(
            new Assembly.Rejected(
                "cannot be written as JSON, at the root: found the time of day 86400000 ms. Allowed: 0 to 86399999",
                RejectionKind.OTHER_FORMAT));
  }

  @Test
  void sizeIsCheckedInBytes() {
    RecordAssembler limited =
        RecordAssembler.standard("sqs.message.format", "json", "sqs.message.max.bytes", "1024");
    String fits = "\"" + "€".repeat(340) + "xx\"";

    assertThat(limited.message(RecordAssembler.record(null, fits)).bytes()).isEqualTo(1024);
    assertThat(limited.message(RecordAssembler.record(null, fits.getBytes(UTF_8))).bytes())
        .isEqualTo(1024);
    assertThat(limited.reason(fits + " ")).contains("the body has 1025 bytes. Allowed: 1024");
    assertThat(limited.reason(List.of(fits))).contains("too large for SQS");
  }

  @Test
  void nullValueIsAnEmptyObjectIfTheUserSaysSo() {
    assertThat(
            RecordAssembler.standard(
                    "sqs.message.format", "json", "behavior.on.null.values", "empty")
                .body(null))
        .isEqualTo("{}");
  }

  @Test
  void templatesFindTheValue() {
    RecordAssembler grouped =
        RecordAssembler.fifo(
            "sqs.message.format", "json", "sqs.message.group.id", "${value.user.id}");

    assertThat(group(grouped, "{ \"user\": {\"id\": 7.0}}")).isEqualTo("7");
    assertThat(group(grouped, Map.of("user", Map.of("id", 8)))).isEqualTo("8");
    assertThat(group(grouped, "[1]")).as("auto").isEqualTo("events-0");
  }

  /** Ids would change with the setting, and a record that is sent again would be a new one. */
  @Test
  void idsDoNotDependOnSettings() {
    for (Object value : List.of(everyType(), "{\"a\": 1.50, \"b\":null}")) {
      Schema schema = value instanceof Struct ? EVERY_TYPE : null;
      SinkRecord record = RecordAssembler.record(schema, value);
      assertThat(id(record, "sqs.message.format", "json"))
          .isEqualTo(
              id(
                  record,
                  "sqs.message.format",
                  "json",
                  "sqs.json.decimal.format",
                  "string",
                  "sqs.json.timestamp.format",
                  "iso-8601"))
          .isNotEqualTo(id(RecordAssembler.record(null, "{}"), "sqs.message.format", "json"));
    }
  }

  private static String id(SinkRecord record, String... settings) {
    return RecordAssembler.fifo(settings).message(record).deduplicationId();
  }

  private static String group(RecordAssembler assembler, Object value) {
    return assembler.message(RecordAssembler.record(null, value)).groupId();
  }

  private static RecordAssembler json() {
    return RecordAssembler.standard("sqs.message.format", "json");
  }

  private static RecordAssembler text() {
    return RecordAssembler.standard(
        "sqs.message.format",
        "json",
        "sqs.json.decimal.format",
        "string",
        "sqs.json.timestamp.format",
        "iso-8601");
  }
}
