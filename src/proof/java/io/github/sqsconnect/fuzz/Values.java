package io.github.sqsconnect.fuzz;

import io.github.sqsconnect.event.ConnectValues;
import io.github.sqsconnect.generators.EventBatches;
import io.github.sqsconnect.generators.Json;
import io.github.sqsconnect.generators.PlainRecords;
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
import java.util.Random;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.sink.SinkRecord;

/** Records whose values, keys and headers may be anything: whole, broken, or of any class. */
final class Values {
  private static final List<Generator<String>> TEXTS =
      List.of(
          EventBatches.careless().withDoubledNames().batches(),
          EventBatches.wellFormed().batches(),
          EventBatches.careless().arrays(),
          EventBatches.careless().events(),
          EventBatches.careless().records(),
          PlainRecords.records());

  private Values() {}

  static SinkRecord record(long offset, Random random) {
    Object key = random.nextInt(3) == 0 ? junk(2, random) : "k" + random.nextInt(3);
    return record(offset, key, random);
  }

  static SinkRecord record(long offset, Object key, Random random) {
    String text = text(random);
    Schema schema = null;
    Object value;
    switch (random.nextInt(8)) {
      case 0 -> value = text;
      case 1 -> value = text.getBytes(StandardCharsets.UTF_8);
      case 2 -> value = broken(text, random);
      case 3 -> value = new String(broken(text, random), StandardCharsets.UTF_8);
      case 4 -> value = ByteBuffer.wrap(broken(text, random));
      case 5 ->
          value =
              withJunk(
                  ConnectValues.schemaless(ConnectValues.withPlainNumbers(Json.parse(text))),
                  random);
      case 6 -> {
        ConnectValues.Typed typed = ConnectValues.typed(ConnectValues.uniform(Json.parse(text)));
        schema = random.nextInt(4) == 0 ? null : typed.schema();
        value = typed.value();
      }
      default -> value = junk(4, random);
    }
    Headers headers = new ConnectHeaders();
    if (random.nextBoolean()) {
      headers.add("h", junk(2, random), null);
    }
    return new SinkRecord(
        "orders",
        0,
        null,
        key,
        schema,
        value,
        offset,
        random.nextBoolean() ? 1764025200123L : null,
        TimestampType.CREATE_TIME,
        headers);
  }

  private static String text(Random random) {
    String text = TEXTS.get(random.nextInt(TEXTS.size())).from(random);
    if (random.nextInt(4) > 0 || !text.contains("\"events\":[{")) {
      return text;
    }
    int at = text.indexOf("\"events\":[{") + "\"events\":[".length();
    String event = "{\"event_type\":\"custom_event\",\"data\":{\"event_name\":\"more\"}},";
    return text.substring(0, at) + event.repeat(1 + random.nextInt(40)) + text.substring(at);
  }

  private static byte[] broken(String text, Random random) {
    return Mutation.some(text.getBytes(StandardCharsets.UTF_8), random);
  }

  /** The tree with some of its places taken by something that JSON has no word for. */
  private static Object withJunk(Object tree, Random random) {
    if (random.nextInt(60) == 0) {
      return junk(2, random);
    }
    if (tree instanceof Map<?, ?> map) {
      Map<Object, Object> changed = new LinkedHashMap<>();
      map.forEach(
          (name, value) ->
              changed.put(
                  random.nextInt(80) == 0 ? junk(1, random) : name, withJunk(value, random)));
      return changed;
    }
    if (tree instanceof List<?> list) {
      List<Object> changed = new ArrayList<>();
      list.forEach(element -> changed.add(withJunk(element, random)));
      return changed;
    }
    return tree;
  }

  /** Values of all classes that a converter or a transform may hand over, and some it may not. */
  private static Object junk(int depth, Random random) {
    return switch (random.nextInt(depth > 0 ? 18 : 15)) {
      case 0 -> null;
      case 1 -> random.nextInt();
      case 2 -> (byte) random.nextInt();
      case 3 -> Double.longBitsToDouble(random.nextLong());
      case 4 -> Float.intBitsToFloat(random.nextInt());
      case 5 -> Double.NaN;
      case 6 -> new BigDecimal("1e" + random.nextInt(2_000_000_000));
      case 7 -> new BigDecimal("-7e-" + random.nextInt(2_000_000_000));
      case 8 -> new Date(random.nextLong());
      case 9 -> new byte[random.nextInt(5)];
      case 10 -> ByteBuffer.allocate(random.nextInt(5));
      case 11 -> new Object();
      case 12 -> "\ud800" + (char) random.nextInt(65_536) + "x".repeat(random.nextInt(200));
      case 13 -> random.nextBoolean();
      case 14 -> 'c';
      case 15 -> Arrays.asList(junk(depth - 1, random), junk(depth - 1, random));
      case 16 -> {
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put(junk(depth - 1, random), junk(depth - 1, random));
        map.put("events", junk(depth - 1, random));
        yield map;
      }
      default -> new Object[] {junk(depth - 1, random)};
    };
  }
}
