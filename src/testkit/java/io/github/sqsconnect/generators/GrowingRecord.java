package io.github.sqsconnect.generators;

import io.github.sqsconnect.fakes.ConnectorSettings;
import io.github.sqsconnect.fakes.RecordAssembler;
import io.github.sqsconnect.message.MessageAssembler;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.sink.SinkRecord;

/** Records that grow in one dimension, and the settings under which this costs most. */
public enum GrowingRecord {
  /** A plain record of many members. */
  MEMBERS(bytes -> record("{" + repeated(bytes, i -> "\"" + i + "\":1") + "}")),
  /** A long name of an object whose members are all excluded. */
  NAME_LENGTH(
      bytes ->
          record(
              "{\"id\":1,\""
                  + "n".repeat(bytes / 2)
                  + "\":{"
                  + repeated(bytes / 2, i -> "\"" + i + "\":1")
                  + "}}"),
      "event.record.attributes.include",
      "id"),
  /** Names joined along chains of 500 objects. */
  NESTING(
      bytes ->
          record(
              "{"
                  + repeated(
                      bytes, i -> "\"" + i + "\":" + "{\"c\":".repeat(500) + "1" + "}".repeat(500))
                  + "}")),
  /** A list that becomes the text of an attribute. */
  ARRAY(bytes -> record("{\"a\":[" + repeated(bytes, i -> "[]") + "]}")),
  /** One number. */
  NUMBER_LENGTH(
      bytes -> record("{\"a\":0." + "7".repeat(bytes) + "e-3}"),
      "event.record.user.attributes",
      "n=a",
      "event.record.id.path",
      "a"),
  /** Integers of nearly as many digits as are allowed. A BigDecimal would keep its text. */
  DIGITS(
      bytes -> {
        byte[] digits = new byte[4_000];
        List<BigInteger> integers = new ArrayList<>();
        for (int i = 0; i < bytes / digits.length; i++) {
          new Random(i).nextBytes(digits);
          integers.add(new BigInteger(digits));
        }
        return record(null, null, Map.of("a", integers), new ConnectHeaders());
      }),
  /** Text of escapes inside a list, which is escaped again. */
  ESCAPES(bytes -> record("{\"a\":[\"" + "\\u0001\\\"".repeat(bytes / 8) + "\"]}")),
  /** Text beyond Latin. */
  UNICODE(bytes -> record("{\"a\":[\"" + "é?☼😀".repeat(bytes / 10) + "\"]}")),
  /** The same name many times. */
  DUPLICATE_NAMES(bytes -> record("{" + repeated(bytes, i -> "\"a\":" + i) + "}")),
  /** Members that are null. */
  NULL_MEMBERS(bytes -> record("{" + repeated(bytes, i -> "\"" + i + "\":null") + "}")),
  /** Empty events, which gain times and ids. */
  EVENTS(
      bytes ->
          record(
              "{\"events\":[" + repeated(bytes, i -> "{\"event_type\":\"x\",\"data\":{}}") + "]}")),
  /** Empty events, each a message of its own. */
  MESSAGES(
      bytes ->
          record(
              "{\"events\":[" + repeated(bytes, i -> "{\"event_type\":\"x\",\"data\":{}}") + "]}"),
      "event.send.as.batch",
      "false"),
  /** An array of batches. */
  BATCHES(bytes -> record("[" + repeated(bytes, i -> "{\"mpid\":" + i + "}") + "]")),
  /** An array of plain records that are filtered. */
  PLAIN_RECORDS(
      bytes -> record("[" + repeated(bytes, i -> "{\"id\":" + i + "}") + "]"),
      "event.input.format",
      "record",
      "event.record.id.path",
      "id",
      "event.send.custom.events",
      "false"),
  /** Identities in object form. */
  IDENTITIES(
      bytes ->
          record("{\"user_identities\":{" + repeated(bytes, i -> "\"" + i + "\":\"x\"") + "}}")),
  /** Many members, and 1,000 paths that find none of them. */
  PATHS(
      bytes -> record("{" + repeated(bytes, i -> "\"" + i + "\":1") + "}"),
      "event.record.user.attributes",
      IntStream.range(0, 1_000).mapToObj(i -> "a" + i + "=no" + i).collect(Collectors.joining(",")),
      "event.record.attributes.exclude",
      IntStream.range(0, 1_000).mapToObj(i -> "no" + i).collect(Collectors.joining(","))),
  /** Many members, and 1,000 paths that exclude none of them. */
  EXCLUDED_FIELDS(
      bytes ->
          record(
              "{\"events\":[{\"event_type\":\"x\",\"data\":{"
                  + repeated(bytes, i -> "\"" + i + "\":1")
                  + "}}]}"),
      "event.exclude.fields",
      IntStream.range(0, 1_000)
          .mapToObj(i -> "events.data.no" + i)
          .collect(Collectors.joining(","))),
  /** A key that is the group of many messages. */
  KEY(
      bytes ->
          record(
              map(bytes / 2),
              null,
              "{\"events\":["
                  + repeated(bytes / 2, i -> "{\"event_type\":\"x\",\"data\":{}}")
                  + "]}",
              new ConnectHeaders()),
      "sqs.queue.url",
      "https://sqs.us-east-1.amazonaws.com/123456789012/events.fifo",
      "event.send.as.batch",
      "false"),
  /** A header that is read for each of many plain records. */
  HEADERS(
      bytes ->
          record(
              null,
              null,
              "[" + repeated(bytes / 2, i -> "{\"id\":" + i + "}") + "]",
              new ConnectHeaders().add("h", map(bytes / 2), null)),
      "event.input.format",
      "record",
      "event.record.name",
      "${header.h.n1}",
      "event.send.custom.events",
      "false"),
  /** A schemaless map. */
  MAP(bytes -> record(null, null, map(bytes), new ConnectHeaders())),
  /** Structs, whose names are in the schema. */
  STRUCTS(
      bytes -> {
        Schema element = SchemaBuilder.struct().field("n".repeat(30), Schema.INT32_SCHEMA).build();
        Schema schema =
            SchemaBuilder.struct().field("a", SchemaBuilder.array(element).build()).build();
        Struct one = new Struct(element).put("n".repeat(30), 1);
        List<Struct> all = new ArrayList<>();
        for (int i = 0; i < bytes; i += 4) {
          all.add(one);
        }
        return record(null, schema, new Struct(schema).put("a", all), new ConnectHeaders());
      }),
  /** JSON text with characters that become escapes. */
  JSON(bytes -> record("[\"" + "\uFFFEé".repeat(bytes / 5) + "\"]"), "sqs.message.format", "json"),
  /** Text that becomes a JSON string of escapes. */
  ENVELOPE(bytes -> record("[\u0001".repeat(bytes / 2)), "sqs.message.format", "envelope"),
  /** A map whose hash is the id of an event. */
  CLOUD_EVENT(
      bytes -> record(null, null, map(bytes), new ConnectHeaders()),
      "sqs.message.format",
      "cloudevents"),
  /** Text that is sent unchanged. */
  RAW(bytes -> record("é\n?".repeat(bytes / 4)), "sqs.message.format", "raw"),
  /** Bytes that are sent unchanged. */
  RAW_BYTES(
      bytes ->
          record(
              null, null, "x".repeat(bytes).getBytes(StandardCharsets.UTF_8), new ConnectHeaders()),
      "sqs.message.format",
      "raw");

  private final IntFunction<SinkRecord> records;
  private final String[] settings;

  GrowingRecord(IntFunction<SinkRecord> records, String... settings) {
    this.records = records;
    this.settings = settings;
  }

  /** A record of about that many bytes. */
  public SinkRecord of(int bytes) {
    return records.apply(bytes);
  }

  /** An assembler under the settings of this dimension. */
  public MessageAssembler assembler() {
    return RecordAssembler.with(settings()).assembler();
  }

  private Map<String, String> settings() {
    return ConnectorSettings.with(ConnectorSettings.STANDARD_QUEUE, settings);
  }

  private static SinkRecord record(String value) {
    return record(null, null, value, new ConnectHeaders());
  }

  private static SinkRecord record(Object key, Schema schema, Object value, Headers headers) {
    return RecordAssembler.record(null, key, schema, value, RecordAssembler.TIMESTAMP, headers);
  }

  private static String repeated(int bytes, IntFunction<String> piece) {
    StringBuilder out = new StringBuilder(piece.apply(0));
    for (int i = 1; out.length() < bytes; i++) {
      out.append(',').append(piece.apply(i));
    }
    return out.toString();
  }

  /** A map of about so many bytes of JSON, with the names n0, n1 and so on. */
  public static Map<String, Object> map(int bytes) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i * 10 < bytes; i++) {
      map.put("n" + i, i);
    }
    return map;
  }
}
