package io.github.sqsconnect.fuzz;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A record and settings, described by one number for each dimension in which records grow. The
 * search changes the numbers; the same numbers with another size describe the same shape.
 */
final class CostlyRecord {
  /** Each number is drawn from 0 to below {@link #choices}. */
  enum Dimension {
    CARRIER(5),
    SHAPE(6),
    NAME_LENGTH(19),
    CHAIN_DEPTH(10),
    CHAIN_MEMBERS(10),
    LEAF(14),
    LEAF_LENGTH(19),
    NAMES(4),
    HEAD(7),
    HEAD_SHARE(6),
    EVENT_MEMBERS(6),
    PATHS(13),
    PATH_KIND(9),
    TEMPLATE(9),
    QUEUE(3),
    SEND_AS_BATCH(2),
    INT64(3),
    EXCLUDED(6),
    FILTERED(3),
    LIMIT(3),
    VALIDATION(2),
    SECOND_PATHS(4);

    final int choices;

    Dimension(int choices) {
      this.choices = choices;
    }
  }

  private static final String URL = "https://sqs.us-east-1.amazonaws.com/123456789012/events";

  private final int[] numbers;

  CostlyRecord(int... numbers) {
    this.numbers = Arrays.copyOf(numbers, Dimension.values().length);
  }

  static CostlyRecord any(Random random) {
    CostlyRecord record = new CostlyRecord();
    for (Dimension dimension : Dimension.values()) {
      record.numbers[dimension.ordinal()] = random.nextInt(dimension.choices);
    }
    return record;
  }

  CostlyRecord mutated(Random random) {
    CostlyRecord record = new CostlyRecord(numbers);
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      Dimension dimension = Dimension.values()[random.nextInt(numbers.length)];
      record.numbers[dimension.ordinal()] = random.nextInt(dimension.choices);
    }
    return record;
  }

  private int of(Dimension dimension) {
    return numbers[dimension.ordinal()];
  }

  @Override
  public String toString() {
    return Arrays.stream(Dimension.values())
            .map(d -> d + "=" + of(d))
            .collect(Collectors.joining(" "))
        + " {"
        + Arrays.stream(numbers).mapToObj(Integer::toString).collect(Collectors.joining(","))
        + "}";
  }

  Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    boolean fifo = of(Dimension.QUEUE) > 0;
    settings.put("sqs.queue.url", fifo ? URL + ".fifo" : URL);
    String template = template();
    if (of(Dimension.QUEUE) != 1 && !template.isEmpty()) {
      settings.put("sqs.message.group.id", template);
    }
    if (of(Dimension.QUEUE) == 2 && !template.isEmpty()) {
      settings.put("sqs.message.deduplication.id", template);
    }
    if (of(Dimension.SHAPE) == 5) {
      settings.put("sqs.message.format", "raw");
    } else {
      putEventSettings(settings);
    }
    int[] limits = {1_048_576, 65_536, 1024};
    settings.put("sqs.message.max.bytes", Integer.toString(limits[of(Dimension.LIMIT)]));
    return settings;
  }

  private void putEventSettings(Map<String, String> settings) {
    if (of(Dimension.SHAPE) == 1 || of(Dimension.SHAPE) == 4) {
      settings.put("event.input.format", "record");
    }
    settings.put("event.send.as.batch", Boolean.toString(of(Dimension.SEND_AS_BATCH) == 0));
    settings.put(
        "event.int64.format", List.of("keep", "number", "string").get(of(Dimension.INT64)));
    settings.put("event.validation", of(Dimension.VALIDATION) == 0 ? "structure" : "none");
    if (of(Dimension.FILTERED) > 0) {
      settings.put("event.send.custom.events", "false");
      settings.put("event.include.batch.location", "true");
    }
    if (of(Dimension.FILTERED) > 1) {
      settings.put("event.record.type", "screen_view");
      settings.put("event.send.screen.views", "false");
    }
    excluded().ifPresent(paths -> settings.put("event.exclude.fields", paths));
    if (!template().isEmpty()) {
      settings.put("event.record.name", template());
    }
    putPaths(settings, of(Dimension.PATH_KIND), 1 << of(Dimension.PATHS));
    if (of(Dimension.SECOND_PATHS) > 0) {
      putPaths(settings, of(Dimension.SECOND_PATHS) + 1, 1 << of(Dimension.PATHS));
    }
  }

  private Optional<String> excluded() {
    return switch (of(Dimension.EXCLUDED)) {
      case 1 -> Optional.of("mpid,ip,x,user_attributes");
      case 2 -> Optional.of("events.data.custom_attributes");
      case 3 -> Optional.of(paths("events.data.", 1 << of(Dimension.PATHS)));
      case 4 -> Optional.of(paths("", 1 << of(Dimension.PATHS)));
      case 5 -> Optional.of("mpid,ip,x,events.data.custom_attributes,timestamp_unixtime_ms");
      default -> Optional.empty();
    };
  }

  private void putPaths(Map<String, String> settings, int kind, int count) {
    switch (kind) {
      case 1 -> settings.put("event.record.attributes.include", "id");
      case 2 -> settings.put("event.record.attributes.include", paths("", count));
      case 3 -> settings.put("event.record.attributes.exclude", paths("", count));
      case 4 -> settings.put("event.record.user.attributes", pairs("", count));
      case 5 -> settings.put("event.record.device", pairs("header:h.", count));
      case 6 -> settings.put("event.record.user.attributes", pairs("key:", count));
      case 7 -> settings.put("event.record.attributes.exclude", paths(name(0) + ".", count));
      case 8 ->
          settings.put(
              "event.record.identities", "email=key:,customer_id=id,other=header:h,yahoo=x");
      default -> {}
    }
  }

  private static String paths(String prefix, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> prefix + "n" + i)
        .collect(Collectors.joining(","));
  }

  private static String pairs(String prefix, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "a" + i + "=" + prefix + "n" + i)
        .collect(Collectors.joining(","));
  }

  private String template() {
    return switch (of(Dimension.TEMPLATE)) {
      case 1 -> "${key}";
      case 2 -> "${partition}-${key}";
      case 3 -> "${value.x}";
      case 4 -> "${header.h}";
      case 5 -> "${header.h.n1}${value.id}";
      case 6 -> "${value.mpid}${key}";
      case 7 ->
          IntStream.range(0, 1 << of(Dimension.PATHS))
              .mapToObj(i -> "${value.n" + i + "}")
              .collect(Collectors.joining());
      case 8 -> "${key}${value.mpid}${value.n0}";
      default -> "";
    };
  }

  /** A record of about so many bytes in value, key and headers. */
  SinkRecord record(int bytes) {
    int headBytes = bytes * of(Dimension.HEAD_SHARE) / 10;
    boolean beside = of(Dimension.HEAD) == 5 || of(Dimension.HEAD) == 6;
    String value = value(bytes - headBytes, beside ? 0 : headBytes);
    ConnectHeaders headers = new ConnectHeaders();
    Object key = "k";
    if (of(Dimension.HEAD) == 5) {
      key = of(Dimension.SEND_AS_BATCH) == 0 ? text(headBytes) : map(headBytes);
    } else if (of(Dimension.HEAD) == 6) {
      headers.add("h", map(headBytes), null);
    }
    for (int i = 0; of(Dimension.HEAD) == 4 && i * 8 < headBytes; i++) {
      headers.addString("h" + i, "v");
    }
    Object carried = value;
    Schema schema = null;
    switch (of(Dimension.CARRIER)) {
      case 1 -> carried = value.getBytes(StandardCharsets.UTF_8);
      case 2 -> carried = Carried.map(value);
      case 3 -> {
        Struct struct = struct(bytes);
        carried = struct;
        schema = struct.schema();
      }
      case 4 -> carried = numbers(bytes);
      default -> {}
    }
    return new SinkRecord(
        "orders",
        0,
        null,
        key,
        schema,
        carried,
        7,
        1764025200123L,
        TimestampType.CREATE_TIME,
        headers);
  }

  private static String text(int length) {
    return "9".repeat(Math.max(0, length));
  }

  private static Map<String, Object> map(int bytes) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i * 10 < bytes; i++) {
      map.put("n" + i, i);
    }
    return map;
  }

  /** Field names are stored once in the schema, but written for every element in JSON. */
  private Struct struct(int bytes) {
    SchemaBuilder element = SchemaBuilder.struct();
    int fields = 1 << of(Dimension.CHAIN_MEMBERS);
    for (int i = 0; i < fields; i++) {
      element.field(i + name(i), Schema.OPTIONAL_INT32_SCHEMA);
    }
    Schema built = element.build();
    Schema schema = SchemaBuilder.struct().field("x", SchemaBuilder.array(built).build()).build();
    List<Struct> elements = new ArrayList<>();
    for (int i = 0; i < bytes / fields; i++) {
      Struct struct = new Struct(built);
      if (of(Dimension.LEAF) > 0) {
        built.fields().forEach(field -> struct.put(field, 1));
      }
      elements.add(struct);
    }
    return new Struct(schema).put("x", elements);
  }

  private Map<String, Object> numbers(int bytes) {
    int length = 8 << Math.min(17, of(Dimension.LEAF_LENGTH));
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i == 0 || (i + 1) * length < bytes; i++) {
      byte[] digits = new byte[Math.min(length, bytes)];
      new Random(i).nextBytes(digits);
      BigInteger integer = new BigInteger(digits);
      int scale = of(Dimension.LEAF) < 4 ? 2 : of(Dimension.LEAF) < 7 ? -100_000 : 100_000;
      map.put("n" + i, of(Dimension.NAMES) == 0 ? integer : new BigDecimal(integer, scale));
    }
    return map;
  }

  private String value(int bytes, int headBytes) {
    StringBuilder out = new StringBuilder(bytes + headBytes + 1000);
    switch (of(Dimension.SHAPE)) {
      case 2 -> {
        out.append("{").append(head(headBytes)).append("\"events\":[");
        append(out, bytes, i -> event(bytes));
        out.append("]}");
      }
      case 3 -> {
        out.append('[');
        append(out, bytes, i -> "{" + (i == 0 ? head(headBytes) : "") + "\"mpid\":" + i + "}");
        out.append(']');
      }
      case 4 -> {
        out.append('[');
        append(
            out,
            bytes,
            i ->
                "{"
                    + (i == 0 && headBytes > 0
                        ? head(headBytes) + "\"z\":1"
                        : members(eventMembers(), bytes))
                    + "}");
        out.append(']');
      }
      default -> {
        out.append("{").append(head(headBytes));
        chains(out, bytes);
        out.append("}");
      }
    }
    return out.toString();
  }

  private interface Piece {
    String of(int index);
  }

  private static void append(StringBuilder out, int bytes, Piece piece) {
    int end = out.length() + bytes;
    int index = 0;
    do {
      out.append(index == 0 ? "" : ",").append(piece.of(index++));
    } while (out.length() < end);
  }

  private int eventMembers() {
    return of(Dimension.EVENT_MEMBERS) == 0 ? 0 : 1 << of(Dimension.EVENT_MEMBERS);
  }

  private String event(int bytes) {
    return "{\"data\":{" + members(eventMembers(), bytes) + "},\"event_type\":\"custom_event\"}";
  }

  private String members(int count, int bytes) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"" + name(i) + "\":" + leaf(bytes / 2))
        .collect(Collectors.joining(","));
  }

  private String head(int bytes) {
    if (bytes == 0) {
      return "";
    }
    String name =
        List.of("x", "mpid", "timestamp_unixtime_ms", "ip", "id", "n0", "n1")
            .get(of(Dimension.HEAD));
    return "\"" + name + "\":\"" + text(bytes) + "\",";
  }

  private void chains(StringBuilder out, int bytes) {
    int end = out.length() + bytes;
    int depth = Math.min(500, of(Dimension.CHAIN_DEPTH) == 0 ? 0 : 1 << of(Dimension.CHAIN_DEPTH));
    boolean longTop = depth > 0 && of(Dimension.NAMES) == 3;
    if (longTop) {
      out.append("\"")
          .append("N".repeat(Math.min(bytes / 2, 1 << of(Dimension.NAME_LENGTH))))
          .append("\":{");
    }
    int chain = 0;
    do {
      out.append(chain == 0 ? "" : ",");
      for (int level = 0; level < depth; level++) {
        out.append('"')
            .append(longTop ? "c" : name(level))
            .append(level == 0 ? "" + chain : "")
            .append("\":{");
      }
      int members = depth == 0 ? 1 : 1 << of(Dimension.CHAIN_MEMBERS);
      for (int i = 0; i < members && (i == 0 || out.length() < end); i++) {
        int number = depth == 0 ? chain : i;
        out.append(i == 0 ? "" : ",")
            .append('"')
            .append(longTop ? "m" + number : name(number))
            .append("\":")
            .append(leaf(bytes / 2));
      }
      out.append("}".repeat(depth));
      chain++;
    } while (out.length() < end);
    out.append(longTop ? "}" : "");
  }

  private String name(int number) {
    String filler = "n".repeat(Math.max(0, (1 << Math.min(of(Dimension.NAME_LENGTH), 18)) - 6));
    return switch (of(Dimension.NAMES)) {
      case 0, 3 -> "n" + number + filler;
      case 1 -> "n" + (number % 3) + filler;
      default -> "n" + number + ".é\\\"" + filler;
    };
  }

  private String leaf(int most) {
    int length = Math.min(most, 1 << of(Dimension.LEAF_LENGTH));
    return switch (of(Dimension.LEAF)) {
      case 0 -> "1";
      case 1 -> "9".repeat(length);
      case 2 -> "0." + "0".repeat(length) + "1";
      case 3 -> "1e-99";
      case 4 -> "1e999";
      case 5 -> "\"" + "x".repeat(length) + "\"";
      case 6 -> "\"" + "\\n\\\"".repeat(length / 4 + 1) + "\"";
      case 7 -> "\"" + "\uFFFE".repeat(length / 3 + 1) + "\"";
      case 8 -> "\"" + "é?☼".repeat(length / 6 + 1) + "\"";
      case 9 -> "[" + "1,".repeat(length / 2) + "1]";
      case 10 -> "[]";
      case 11 -> "{}";
      case 12 -> "null";
      default -> "[" + "\"\\\"\\u0001\",".repeat(length / 11) + "{}]";
    };
  }
}
