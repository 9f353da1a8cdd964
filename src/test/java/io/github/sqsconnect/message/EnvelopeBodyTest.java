package io.github.sqsconnect.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.RecordAssembler;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class EnvelopeBodyTest {
  @Test
  void recordIsOneObjectWithAllThatKafkaHas() {
    Headers headers = new ConnectHeaders();
    headers.addString("trace", "42").addString("trace", "{}").addInt("retries", 3);
    headers.addBytes("sign", new byte[] {1, 2}).add("none", SchemaAndValue.NULL);
    headers.add("sent", new Date(0), Timestamp.SCHEMA);

    assertThat(
            body(
                RecordAssembler.record(
                    null, Map.of("id", 7), null, "{ \"a\": 1.0}", 1_795_521_600_000L, headers)))
        .isEqualTo(
            "{\"topic\":\"events\",\"partition\":0,\"offset\":42,\"timestamp\":1795521600000,\"key\":{\"id\":7},"
                + "\"headers\":[{\"name\":\"trace\",\"value\":\"42\"},{\"name\":\"trace\",\"value\":\"{}\"},"
                + "{\"name\":\"retries\",\"value\":3},{\"name\":\"sign\",\"value\":\"AQI=\"},"
                + "{\"name\":\"none\",\"value\":null},{\"name\":\"sent\",\"value\":0}],\"value\":{ \"a\": 1.0}}");
  }

  @Test
  void membersAreTheSameForARecordOfWhichKafkaHasLittle() {
    assertThat(body(RecordAssembler.record(null, null, null, "hello", null)))
        .isEqualTo(
            "{\"topic\":\"events\",\"partition\":0,\"offset\":42,\"timestamp\":null,\"key\":null,\"headers\":[],"
                + "\"value\":\"hello\"}");
  }

  @Test
  void placeIsTheOneInKafkaAlsoIfATransformHasChangedTheTopic() {
    SinkRecord renamed =
        new SinkRecord(
            "renamed",
            9,
            null,
            null,
            null,
            "1",
            8,
            null,
            TimestampType.NO_TIMESTAMP_TYPE,
            null,
            "events",
            3,
            5);

    assertThat(body(renamed)).startsWith("{\"topic\":\"events\",\"partition\":3,\"offset\":5,");
  }

  @Test
  void valueIsJsonTextOrBase64() {
    assertThat(bodyOf("12")).endsWith("\"value\":12}");
    assertThat(bodyOf("a \"b\"")).endsWith("\"value\":\"a \\\"b\\\"\"}");
    assertThat(bodyOf("{}".getBytes(UTF_8))).endsWith("\"value\":{}}");
    assertThat(bodyOf("{".getBytes(UTF_8))).endsWith("\"value\":\"ew==\"}");
    assertThat(bodyOf(List.of(1))).endsWith("\"value\":[1]}");
  }

  /** Else the type of a key would depend on its characters. */
  @Test
  void keyOfTextIsTextUnlessItIsAnObjectOrAnArray() {
    assertThat(bodyOfKey("42")).contains("\"key\":\"42\"");
    assertThat(bodyOfKey("{\"id\":42}")).contains("\"key\":{\"id\":42}");
    assertThat(bodyOfKey(new byte[] {0})).contains("\"key\":\"AA==\"");
    assertThat(bodyOfKey(42)).contains("\"key\":42");
  }

  @Test
  void timesAreTextIfTheUserSaysSo() {
    RecordAssembler text =
        RecordAssembler.standard(
            "sqs.message.format", "envelope", "sqs.json.timestamp.format", "iso-8601");

    assertThat(text.message(RecordAssembler.record(Timestamp.SCHEMA, new Date(1))).body())
        .contains("\"timestamp\":\"2026-11-24T12:00:00.000Z\"")
        .endsWith("\"value\":\"1970-01-01T00:00:00.001Z\"}");
  }

  @Test
  void keyOrHeaderThatJsonCannotExpressIsRejectedWithItsPlace() {
    RecordAssembler assembler = RecordAssembler.standard("sqs.message.format", "envelope");
    Headers headers = new ConnectHeaders().addDouble("h", Double.NaN);

    assertThat(
            reason(assembler, RecordAssembler.record((Object) Map.of("k", Double.NaN), null, "1")))
        .startsWith("the key of the record cannot be written as JSON, at /k: found the number NaN");
    assertThat(reason(assembler, RecordAssembler.record(null, null, null, "1", null, headers)))
        .startsWith("a header of the record cannot be written as JSON, at the root");
  }

  @Test
  void templatesFindTheValueUnlessItIsNoJson() {
    RecordAssembler grouped =
        RecordAssembler.fifo(
            "sqs.message.format", "envelope", "sqs.message.group.id", "${value.id}");

    assertThat(grouped.message(RecordAssembler.record(null, "{\"id\":1}")).groupId())
        .isEqualTo("1");
    assertThat(grouped.message(RecordAssembler.record(null, "{\"id\":1")).groupId())
        .isEqualTo("events-0");
  }

  @Test
  void sizeIsThatOfTheWholeObject() {
    RecordAssembler limited =
        RecordAssembler.standard("sqs.message.format", "envelope", "sqs.message.max.bytes", "1024");
    int around = limited.body("").length();

    assertThat(limited.message(RecordAssembler.record(null, "x".repeat(1024 - around))).bytes())
        .isEqualTo(1024);
    assertThat(limited.reason("x".repeat(1025 - around)))
        .contains("the body has 1025 bytes. Allowed: 1024");
  }

  private static String reason(RecordAssembler assembler, SinkRecord record) {
    return ((Assembly.Rejected) assembler.assemble(record)).reason();
  }

  private static String bodyOf(Object value) {
    return body(RecordAssembler.record(null, value));
  }

  private static String bodyOfKey(Object key) {
    return body(RecordAssembler.record(key, null, "1"));
  }

  private static String body(SinkRecord record) {
    return RecordAssembler.standard("sqs.message.format", "envelope").message(record).body();
  }
}
