package io.github.sqsconnect.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.event.ConnectValues;
import io.github.sqsconnect.fakes.RecordAssembler;
import io.github.sqsconnect.generators.Json;
import io.github.sqsconnect.generators.JsonValues;
import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Generator;
import io.github.sqsconnect.property.Property;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** The envelope of any record contains all that Kafka has of it. */
class EnvelopeBodyProperties {
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

  private final RecordAssembler assembler =
      RecordAssembler.standard("sqs.message.format", "envelope");
  private final RecordAssembler withIsoTimes =
      RecordAssembler.standard(
          "sqs.message.format", "envelope", "sqs.json.timestamp.format", "iso-8601");

  /** A part of a record, and where text in it is JSON. */
  private record Part(@Nullable Object data, Json asValue, Json asKey, Json asHeader) {
    static Part of(@Nullable Object data, Json everywhere) {
      return new Part(data, everywhere, everywhere, everywhere);
    }
  }

  /** JSON text is canonical here, so it is written as it is. */
  private static Generator<Part> parts() {
    Generator<Json> json = JsonValues.any().map(ConnectValues::withPlainNumbers);
    Generator<Part> texts =
        json.map(
            value -> {
              Json text = Json.string(value.canonical());
              boolean isContainer = value instanceof Json.Obj || value instanceof Json.Arr;
              return new Part(value.canonical(), value, isContainer ? value : text, text);
            });
    Generator<Part> data =
        json.map(
            value ->
                value instanceof Json.Str || value instanceof Json.Null
                    ? Part.of(7L, Json.number(7))
                    : Part.of(ConnectValues.schemaless(value), value));
    Generator<Part> others =
        draw -> {
          String text = Generator.of("", "plain \"é\u0000", "0042", "{\"a\":", "tru").from(draw);
          byte[] bytes = text.getBytes(UTF_8);
          return draw.coin()
              ? Part.of(text, Json.string(text))
              : Part.of(bytes, Json.string(Base64.getEncoder().encodeToString(bytes)));
        };
    return Generator.oneOf(texts, data, others);
  }

  @Property(tries = 500)
  void envelopeContainsAllThatKafkaHasOfTheRecord(Draw draw) {
    String topic = draw.next("topic", Generator.of("events", "a.b_c-1", "t\"x"));
    int partition = draw.next("partition", Generator.integers(0, Integer.MAX_VALUE));
    long offset = draw.next("offset", Generator.longs(0, Long.MAX_VALUE));
    Long timestamp =
        draw.next(
            "timestamp", Generator.longs(-62_167_219_200_000L, 253_402_300_799_999L).orNull(9));
    boolean isIso = draw.next("isIso", Generator.booleans());
    Part key = draw.next("key", parts().orNull(5));
    Part value = draw.next("value", parts());
    ConnectHeaders headers = new ConnectHeaders();
    List<Json> expectedHeaders = new ArrayList<>();
    for (int i = draw.below(4); i > 0; i--) {
      String name = draw.next("name " + i, Generator.of("h", "g", "", "\"é"));
      Part header = draw.next("header " + i, parts().orNull(5));
      headers.add(name, header == null ? null : header.data(), null);
      expectedHeaders.add(
          Json.object(
              "name", Json.string(name), "value", header == null ? Json.NULL : header.asHeader()));
    }
    SinkRecord record =
        new SinkRecord(
            "renamed",
            9,
            null,
            key == null ? null : key.data(),
            null,
            value.data(),
            8,
            timestamp,
            timestamp == null ? TimestampType.NO_TIMESTAMP_TYPE : TimestampType.CREATE_TIME,
            headers,
            topic,
            partition,
            offset);

    RecordAssembler assembler =
        RecordAssembler.standard(
            "sqs.message.format",
            "envelope",
            "sqs.json.timestamp.format",
            isIso ? "iso-8601" : "epoch-ms");

    Json expected =
        Json.object(
            "topic", Json.string(topic),
            "partition", Json.number(partition),
            "offset", Json.number(offset),
            "timestamp", time(timestamp, isIso),
            "key", key == null ? Json.NULL : key.asKey(),
            "headers", new Json.Arr(expectedHeaders),
            "value", value.asValue());
    assertThat((isIso ? withIsoTimes : assembler).message(record).body())
        .isEqualTo(expected.canonical());
  }

  private static Json time(@Nullable Long timestamp, boolean isIso) {
    if (timestamp == null) {
      return Json.NULL;
    }
    return isIso
        ? Json.string(ISO.format(Instant.ofEpochMilli(timestamp)))
        : Json.number(timestamp);
  }
}
