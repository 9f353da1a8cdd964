package io.github.sqsconnect.fuzz;

import io.github.sqsconnect.event.ConnectValues;
import io.github.sqsconnect.generators.EventBatches;
import io.github.sqsconnect.generators.Json;
import io.github.sqsconnect.generators.PlainRecordGenerators;
import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Generator;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.sink.SinkRecord;

/** Records with any values, keys and headers: well formed, broken, or of any class. */
final class FuzzedRecords {
  private static final List<Generator<String>> TEXTS =
      List.of(
          EventBatches.careless().withDoubledNames().batches(),
          EventBatches.wellFormed().batches(),
          EventBatches.careless().arrays(),
          EventBatches.careless().events(),
          EventBatches.careless().records(),
          PlainRecordGenerators.records());

  private FuzzedRecords() {}

  static SinkRecord record(long offset, Draw draw) {
    Object key = draw.below(3) == 0 ? junk(2, draw) : "k" + draw.below(3);
    return record(offset, key, draw);
  }

  static SinkRecord record(long offset, Object key, Draw draw) {
    String text = text(draw);
    Schema schema = null;
    Object value;
    switch (draw.below(8)) {
      case 0 -> value = text;
      case 1 -> value = text.getBytes(StandardCharsets.UTF_8);
      case 2 -> value = broken(text, draw);
      case 3 -> value = new String(broken(text, draw), StandardCharsets.UTF_8);
      case 4 -> value = ByteBuffer.wrap(broken(text, draw));
      case 5 ->
          value =
              withJunk(
                  ConnectValues.schemaless(ConnectValues.withPlainNumbers(Json.parse(text))), draw);
      case 6 -> {
        ConnectValues.Typed typed = ConnectValues.typed(ConnectValues.uniform(Json.parse(text)));
        schema = draw.below(4) == 0 ? null : typed.schema();
        value = typed.value();
      }
      default -> value = junk(4, draw);
    }
    Headers headers = new ConnectHeaders();
    if (draw.coin()) {
      headers.add("h", junk(2, draw), null);
    }
    return new SinkRecord(
        "orders",
        0,
        null,
        key,
        schema,
        value,
        offset,
        draw.coin() ? 1764025200123L : null,
        TimestampType.CREATE_TIME,
        headers);
  }

  private static String text(Draw draw) {
    String text = TEXTS.get(draw.below(TEXTS.size())).from(draw);
    if (draw.below(4) > 0 || !text.contains("\"events\":[{")) {
      return text;
    }
    int at = text.indexOf("\"events\":[{") + "\"events\":[".length();
    String event = "{\"event_type\":\"custom_event\",\"data\":{\"event_name\":\"more\"}},";
    return text.substring(0, at) + event.repeat(1 + draw.below(40)) + text.substring(at);
  }

  private static byte[] broken(String text, Draw draw) {
    return ByteMutation.some(text.getBytes(StandardCharsets.UTF_8), draw);
  }

  /** The tree with some values replaced by ones that JSON cannot express. */
  private static Object withJunk(Object tree, Draw draw) {
    if (draw.below(60) == 0) {
      return junk(2, draw);
    }
    if (tree instanceof Map<?, ?> map) {
      Map<Object, Object> changed = new LinkedHashMap<>();
      map.forEach(
          (name, value) ->
              changed.put(draw.below(80) == 0 ? junk(1, draw) : name, withJunk(value, draw)));
      return changed;
    }
    if (tree instanceof List<?> list) {
      List<Object> changed = new ArrayList<>();
      list.forEach(element -> changed.add(withJunk(element, draw)));
      return changed;
    }
    return tree;
  }

  /** A value of a class that a converter or a transform may return, or of one it must not. */
  private static Object junk(int depth, Draw draw) {
    return switch (draw.below(depth > 0 ? 18 : 15)) {
      case 0 -> null;
      case 1 -> (int) draw.anyLong();
      case 2 -> (byte) (int) draw.anyLong();
      case 3 -> Double.longBitsToDouble(draw.anyLong());
      case 4 -> Float.intBitsToFloat((int) draw.anyLong());
      case 5 -> Double.NaN;
      case 6 -> new BigDecimal("1e" + draw.below(2_000_000_000));
      case 7 -> new BigDecimal("-7e-" + draw.below(2_000_000_000));
      case 8 -> new Date(draw.anyLong());
      case 9 -> new byte[draw.below(5)];
      case 10 -> ByteBuffer.allocate(draw.below(5));
      case 11 -> new Object();
      case 12 -> "\ud800" + (char) draw.below(65_536) + "x".repeat(draw.below(200));
      case 13 -> draw.coin();
      case 14 -> 'c';
      case 15 -> Arrays.asList(junk(depth - 1, draw), junk(depth - 1, draw));
      case 16 -> {
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put(junk(depth - 1, draw), junk(depth - 1, draw));
        map.put("events", junk(depth - 1, draw));
        yield map;
      }
      default -> new Object[] {junk(depth - 1, draw)};
    };
  }
}
