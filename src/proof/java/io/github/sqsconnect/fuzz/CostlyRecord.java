package io.github.sqsconnect.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sqsconnect.fakes.RecordAssembler;
import io.github.sqsconnect.generators.GrowingRecord;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
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
  /** Settings that name paths; {@code <>} repeats its text with the number of each path as #. */
  private static final String[] PATH_SETTINGS = {
    "",
    "event.record.attributes.include id",
    "event.record.attributes.include <n#,>",
    "event.record.attributes.exclude <n#,>",
    "event.record.user.attributes <a#=n#,>",
    "event.record.device <a#=header:h.n#,>",
    "event.record.user.attributes <a#=key:n#,>",
    "event.record.attributes.exclude <@.n#,>",
    "event.record.identities email=key:,customer_id=id,other=header:h,yahoo=x"
  };

  /** The number of a dimension is drawn from its choices, or selects one of its settings. */
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
    TEMPLATE(9),
    QUEUE(3),
    LIMIT(3),
    PATH_KIND(PATH_SETTINGS),
    SECOND_PATH_KIND(PATH_SETTINGS),
    SEND_AS_BATCH("event.send.as.batch true", "event.send.as.batch false"),
    INT64("event.int64.format keep", "event.int64.format number", "event.int64.format string"),
    VALIDATION("event.validation structure", "event.validation none"),
    FILTERED(
        "",
        "event.send.custom.events false;event.include.batch.location true",
        "event.send.custom.events false;event.record.type screen_view;event.send.screen.views false"),
    EXCLUDED(
        "",
        "event.exclude.fields mpid,ip,x,user_attributes",
        "event.exclude.fields events.data.custom_attributes",
        "event.exclude.fields <events.data.n#,>",
        "event.exclude.fields <n#,>",
        "event.exclude.fields mpid,ip,x,events.data.custom_attributes,timestamp_unixtime_ms");

    final int choices;
    final List<String> settings;

    Dimension(int choices) {
      this.choices = choices;
      settings = List.of();
    }

    Dimension(String... settings) {
      choices = settings.length;
      this.settings = List.of(settings);
    }
  }

  private static final String URL = "https://sqs.us-east-1.amazonaws.com/123456789012/events";
  private static final List<String> LIMITS = List.of("1048576", "65536", "1024");
  private static final List<String> HEADS =
      List.of("x", "mpid", "timestamp_unixtime_ms", "ip", "id", "n0", "n1");
  private static final List<String> TEMPLATES =
      List.of(
          "",
          "${key}",
          "${partition}-${key}",
          "${value.x}",
          "${header.h}",
          "${header.h.n1}${value.id}",
          "${value.mpid}${key}",
          "<${value.n#}>",
          "${key}${value.mpid}${value.n0}");

  private final int[] numbers = new int[Dimension.values().length];

  static CostlyRecord any(Random random) {
    CostlyRecord record = new CostlyRecord();
    for (Dimension dimension : Dimension.values()) {
      record.numbers[dimension.ordinal()] = random.nextInt(dimension.choices);
    }
    return record;
  }

  CostlyRecord mutated(Random random) {
    CostlyRecord record = new CostlyRecord();
    System.arraycopy(numbers, 0, record.numbers, 0, numbers.length);
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
    return Arrays.stream(Dimension.values()).map(d -> d + "=" + of(d)).toList().toString();
  }

  Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("sqs.queue.url", of(Dimension.QUEUE) > 0 ? URL + ".fifo" : URL);
    settings.put("sqs.message.max.bytes", LIMITS.get(of(Dimension.LIMIT)));
    boolean isRaw = of(Dimension.SHAPE) == 5;
    if (isRaw) {
      settings.put("sqs.message.format", "raw");
    }
    if (of(Dimension.SHAPE) == 1 || of(Dimension.SHAPE) == 4) {
      settings.put("event.input.format", "record");
    }
    String template = expanded(TEMPLATES.get(of(Dimension.TEMPLATE)));
    settings.put("sqs.message.group.id", of(Dimension.QUEUE) == 1 ? "" : template);
    settings.put("sqs.message.deduplication.id", of(Dimension.QUEUE) == 2 ? template : "");
    settings.put("event.record.name", isRaw ? "" : template);

    for (Dimension dimension : Dimension.values()) {
      if (!isRaw && !dimension.settings.isEmpty()) {
        for (String setting : dimension.settings.get(of(dimension)).split(";")) {
          int blank = setting.indexOf(' ');
          settings.put(
              setting.substring(0, Math.max(0, blank)), expanded(setting.substring(blank + 1)));
        }
      }
    }
    settings.values().removeIf(String::isEmpty);
    return settings;
  }

  private String expanded(String text) {
    int from = text.indexOf('<');
    if (from < 0) {
      return text;
    }
    String repeated = text.substring(from + 1, text.indexOf('>'));
    StringBuilder out = new StringBuilder();
    for (int i = fitting(1 << of(Dimension.PATHS), 1_000_000) - 1; i >= 0; i--) {
      out.append(repeated.replace("#", Integer.toString(i)).replace("@", name(0)));
    }
    return out.toString().replaceAll(",$", "");
  }

  /** A record of about so many bytes in value, key and headers. */
  SinkRecord record(int bytes) {
    int headBytes = bytes * of(Dimension.HEAD_SHARE) / 10;
    ConnectHeaders headers = new ConnectHeaders();
    Object key = "k";
    boolean headIsInTheValue = of(Dimension.HEAD) < 5;
    switch (of(Dimension.HEAD)) {
      case 5 ->
          key = of(Dimension.SEND_AS_BATCH) == 0 ? digits(headBytes) : GrowingRecord.map(headBytes);
      case 6 -> headers.add("h", GrowingRecord.map(headBytes), null);
      default -> {}
    }
    for (int i = 0; of(Dimension.HEAD) == 4 && i * 8 < headBytes; i++) {
      headers.addString("h" + i, "v");
    }
    Object value =
        switch (of(Dimension.CARRIER)) {
          case 3 -> struct(bytes);
          case 4 -> numbers(bytes);
          default -> carried(json(bytes - headBytes, headIsInTheValue ? headBytes : 0));
        };
    Schema schema = value instanceof Struct struct ? struct.schema() : null;
    return RecordAssembler.record(null, key, schema, value, RecordAssembler.TIMESTAMP, headers);
  }

  /** Text, bytes, or a map; text too, if it contains numbers that no converter reads. */
  private Object carried(String json) {
    try {
      return switch (of(Dimension.CARRIER)) {
        case 1 -> json.getBytes(StandardCharsets.UTF_8);
        case 2 -> new ObjectMapper().readValue(json, Object.class);
        default -> json;
      };
    } catch (JsonProcessingException e) {
      return json;
    }
  }

  private static String digits(int length) {
    return "9".repeat(length);
  }

  /** Field names are stored once in the schema, but written for every element in JSON. */
  private Struct struct(int bytes) {
    SchemaBuilder element = SchemaBuilder.struct();
    int fields = fitting(1 << of(Dimension.CHAIN_MEMBERS), 4 * bytes);
    for (int i = 0; i < fields; i++) {
      element.field(i + name(i), Schema.OPTIONAL_INT32_SCHEMA);
    }
    Schema built = element.build();
    Schema schema = SchemaBuilder.struct().field("x", SchemaBuilder.array(built).build()).build();
    Struct struct = new Struct(built);
    if (of(Dimension.LEAF) > 0) {
      built.fields().forEach(field -> struct.put(field, 1));
    }
    return new Struct(schema)
        .put("x", new ArrayList<>(Collections.nCopies(bytes / fields, struct)));
  }

  private Map<String, Object> numbers(int bytes) {
    int length = Math.min(bytes, 8 << Math.min(17, of(Dimension.LEAF_LENGTH)));
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i == 0 || (i + 1) * length < bytes; i++) {
      byte[] digits = new byte[length];
      new Random(i).nextBytes(digits);
      BigInteger integer = new BigInteger(digits);
      int scale = of(Dimension.LEAF) < 4 ? 2 : of(Dimension.LEAF) < 7 ? -100_000 : 100_000;
      map.put("n" + i, of(Dimension.NAMES) == 0 ? integer : new BigDecimal(integer, scale));
    }
    return map;
  }

  private String json(int bytes, int headBytes) {
    String head =
        headBytes == 0
            ? ""
            : "\"" + HEADS.get(of(Dimension.HEAD)) + "\":\"" + digits(headBytes) + "\",";
    String members =
        of(Dimension.EVENT_MEMBERS) == 0 ? "" : members(1 << of(Dimension.EVENT_MEMBERS), bytes);
    String event = "{\"data\":{" + members + "},\"event_type\":\"custom_event\"}";
    return switch (of(Dimension.SHAPE)) {
      case 2 -> "{" + head + "\"events\":[" + joined(bytes, bytes, i -> event) + "]}";
      case 3 ->
          "[" + joined(bytes, bytes, i -> "{" + (i == 0 ? head : "") + "\"mpid\":" + i + "}") + "]";
      case 4 ->
          "["
              + joined(
                  bytes,
                  bytes,
                  i -> i == 0 && headBytes > 0 ? "{" + head + "\"z\":1}" : "{" + members + "}")
              + "]";
      default -> "{" + head + chains(bytes) + "}";
    };
  }

  /** Chains of objects whose innermost one has many members. */
  private String chains(int bytes) {
    if (of(Dimension.CHAIN_DEPTH) == 0) {
      return members(bytes, bytes);
    }
    int depth = fitting(Math.min(500, 1 << of(Dimension.CHAIN_DEPTH)), bytes);
    String members = members(1 << of(Dimension.CHAIN_MEMBERS), bytes / 2);
    boolean hasLongTop = of(Dimension.NAMES) == 3;
    String chains =
        joined(
            bytes,
            bytes,
            chain -> {
              StringBuilder out = new StringBuilder();
              for (int level = 0; level < depth; level++) {
                out.append('"').append(hasLongTop ? "c" : name(level));
                out.append(level == 0 ? "" + chain : "").append("\":{");
              }
              return out.append(members).append("}".repeat(depth)).toString();
            });
    String top = "N".repeat(Math.min(bytes / 2, 1 << of(Dimension.NAME_LENGTH)));
    return hasLongTop ? "\"" + top + "\":{" + chains + "}" : chains;
  }

  private String members(int most, int bytes) {
    String leaf = leaf(Math.min(bytes / 2, 1 << of(Dimension.LEAF_LENGTH)));
    return joined(most, bytes, i -> "\"" + name(i) + "\":" + leaf);
  }

  private static String joined(int most, int bytes, IntFunction<String> piece) {
    StringBuilder out = new StringBuilder(piece.apply(0));
    for (int i = 1; i < most && out.length() < bytes; i++) {
      out.append(',').append(piece.apply(i));
    }
    return out.toString();
  }

  private String name(int number) {
    String filler = "n".repeat(Math.max(0, (1 << of(Dimension.NAME_LENGTH)) - 6));
    return switch (of(Dimension.NAMES)) {
      case 0 -> "n" + number + filler;
      case 1 -> "n" + (number % 3) + filler;
      case 2 -> "n" + number + ".é\\\"" + filler;
      default -> "m" + number;
    };
  }

  /** As many as wanted, but not so many that their names need more bytes. */
  private int fitting(int wanted, int bytes) {
    return Math.max(1, Math.min(wanted, bytes / name(0).length()));
  }

  private String leaf(int length) {
    return switch (of(Dimension.LEAF)) {
      case 0 -> "1";
      case 1 -> digits(length);
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
