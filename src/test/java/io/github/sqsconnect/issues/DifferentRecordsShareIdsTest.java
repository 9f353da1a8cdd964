package io.github.sqsconnect.issues;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.RecordAssembler;
import io.github.sqsconnect.message.OutboundMessage;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Ids depended on the timestamp of a record. The records of a recreated topic with equal timestamps
 * had the ids of the old records, and FIFO queues dropped them. A record whose timestamp a
 * transform sets from the clock had other ids each time it was sent.
 */
class DifferentRecordsShareIdsTest {
  private static final String BATCH =
      "{\"mpid\":1,\"events\":[{\"event_type\":\"custom_event\",\"data\":{\"event_name\":\"a\","
          + "\"price\":59.90,\"tags\":[1,true,null,\"x\"]}},{\"event_type\":\"screen_view\",\"data\":{}}]}";

  private final RecordAssembler assembling = RecordAssembler.fifo();

  /** All ids of the messages of a record: deduplication, message, batch and event ids. */
  private static List<String> ids(RecordAssembler assembling, SinkRecord record) {
    List<String> ids = new ArrayList<>();
    for (OutboundMessage message : assembling.messages(record)) {
      ids.add(message.deduplicationId());
      for (String name : List.of("event_id", "batch_id", "message_id", "source_message_id")) {
        for (String part : message.body().split("\"" + name + "\":")) {
          ids.add(name + part.replaceFirst("[,}].*", ""));
        }
      }
    }
    ids.removeIf(id -> id.contains("{"));
    return ids;
  }

  private List<String> ids(Object value) {
    return ids(assembling, RecordAssembler.record(null, value));
  }

  private List<String> idsWithKey(Schema schema, Object key) {
    return ids(
        assembling, RecordAssembler.record(schema, key, null, BATCH, RecordAssembler.TIMESTAMP));
  }

  @Test
  void recordsOfARecreatedTopicHaveOtherIds() {
    for (String format : List.of("event-batch", "raw")) {
      RecordAssembler sending = RecordAssembler.fifo("sqs.message.format", format);
      List<String> old = ids(sending, RecordAssembler.record(null, BATCH));
      List<String> recreated =
          ids(sending, RecordAssembler.record(null, BATCH.replace("\"a\"", "\"b\"")));
      assertThat(old).isNotEmpty();
      assertThat(recreated).hasSameSizeAs(old).doesNotContainAnyElementsOf(old);
    }
    assertThat(ids("{\"sku\":1}")).hasSize(5).doesNotContainAnyElementsOf(ids("{\"sku\":2}"));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 1_795_521_600_001L})
  void timestampOfTheRecordChangesNoId(long timestamp) {
    List<String> ids = ids(BATCH);
    assertThat(ids(assembling, RecordAssembler.record(null, null, null, BATCH, timestamp)))
        .isEqualTo(ids);
    assertThat(ids(assembling, RecordAssembler.record(null, null, null, BATCH, null)))
        .isEqualTo(ids);
  }

  @Test
  void idsDoNotDependOnSettingsOfTheFormat() {
    List<String> ids = ids(BATCH);
    for (String[] setting :
        new String[][] {
          {"event.exclude.fields", "events.data.price"},
          {"event.int64.format", "number"},
          {"event.unique.id", "feed"},
          {"event.include.metadata", "false"},
          {"event.validation", "none"},
        }) {
      assertThat(ids(RecordAssembler.fifo(setting), RecordAssembler.record(null, BATCH)))
          .as(setting[0])
          .isEqualTo(ids);
    }
  }

  @Test
  void batchesOfAnArrayHaveDistinctIdsFromTheWholeRecord() {
    String empty = "{\"events\":[]}";
    List<String> two = ids("[" + empty + "," + empty + "]");
    assertThat(two).hasSize(6).doesNotHaveDuplicates();
    assertThat(ids("[" + empty + "," + empty + "," + empty + "]")).doesNotContainAnyElementsOf(two);
  }

  @Test
  void spellingOfTheValueChangesNoId() {
    List<String> ids = ids(BATCH);
    for (String same :
        List.of(
            BATCH.replace(":", " : ").replace(",", "\n,\t"),
            BATCH.replace("custom_event", "custom\\u005fevent").replace("\"a\"", "\"\\u0061\""),
            BATCH.replace("\"price\":59.90", "\"price\":1,\"price\":59.90,\"colour\":null"))) {
      assertThat(ids(same)).as(same).isEqualTo(ids);
    }
    byte[] bytes = BATCH.getBytes(StandardCharsets.UTF_8);
    assertThat(ids(bytes)).isEqualTo(ids);
    assertThat(ids(ByteBuffer.wrap(bytes))).isEqualTo(ids);
  }

  @Test
  void mapsStructsAndTextOfOneValueHaveTheSameIds() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("sku", "é");
    map.put("price", new BigDecimal("59.90"));
    map.put("gone", null);
    map.put("list", Arrays.asList(1.5, null, 2.5));
    map.put("id", 9_007_199_254_740_993L);
    List<String> ids = ids(map);
    assertThat(
            ids(
                "{\"sku\":\"\\u00e9\", \"price\":59.90,\"list\":[1.5,null,2.5],\"id\":9007199254740993}"))
        .isEqualTo(ids);
    Schema schema =
        SchemaBuilder.struct()
            .field("sku", Schema.STRING_SCHEMA)
            .field("price", Decimal.schema(2))
            .field("gone", Schema.OPTIONAL_STRING_SCHEMA)
            .field("list", SchemaBuilder.array(Schema.OPTIONAL_FLOAT32_SCHEMA).build())
            .field("id", Schema.INT64_SCHEMA)
            .build();
    Struct struct =
        new Struct(schema)
            .put("price", new BigDecimal("59.90"))
            .put("sku", "é")
            .put("list", Arrays.asList(1.5f, null, 2.5f))
            .put("id", 9_007_199_254_740_993L);
    assertThat(ids(assembling, RecordAssembler.record(schema, struct))).isEqualTo(ids);
  }

  /** The order of such a map differs from JVM to JVM. */
  @Test
  void unorderedMapIsReadInTheOrderOfItsNames() {
    Map<Object, Object> unordered = new HashMap<>();
    for (int i = 0; i < 50; i++) {
      unordered.put(
          i % 2 == 0 ? (Object) i : "name " + i, Map.of("b", i, "a", List.of(), "c", true));
    }
    Map<String, Object> sorted = new TreeMap<>();
    unordered.forEach(
        (name, value) -> sorted.put(name.toString(), new TreeMap<>((Map<?, ?>) value)));
    assertThat(assembling.body(Map.copyOf(unordered))).isEqualTo(assembling.body(sorted));
    assertThat(assembling.body(Map.of("7", "text", 7, "number")))
        .contains("\"custom_attributes\":{\"7\":\"text\"}");
  }

  @Test
  void otherValuesHaveOtherIds() {
    List<List<String>> all = new ArrayList<>();
    for (String value :
        List.of(
            "1",
            "-1",
            "10",
            "1.0",
            "1e-3",
            "12",
            "1.2",
            "\"1\"",
            "\"\"",
            "true",
            "false",
            "[]",
            "{}",
            "[1]",
            "[[1]]",
            "[1,1]",
            "[null]",
            "{\"a\":1}",
            "{\"b\":1}",
            "{\"a\":{\"b\":1}}",
            "{\"a\":1,\"b\":2}",
            "{\"a\":2,\"b\":1}",
            "[1,2]",
            "[2,1]",
            "\"1234567\"",
            "\"12345678\"",
            "\"12345678\\u0000\"",
            "1e999999999",
            "1e999999998",
            "1e99999999999999999999")) {
      all.add(ids("{\"sku\":" + value + "}"));
    }
    all.add(ids("{\"other\":1}"));
    assertThat(all.stream().map(ids -> ids.get(0))).doesNotHaveDuplicates();
  }

  @Test
  void otherKeysHaveOtherIds() {
    List<String> none = idsWithKey(null, null);
    List<String> key = idsWithKey(Schema.STRING_SCHEMA, "ключ");
    assertThat(key).doesNotContainAnyElementsOf(none);
    assertThat(idsWithKey(Schema.STRING_SCHEMA, "other")).doesNotContainAnyElementsOf(key);
    assertThat(idsWithKey(Schema.STRING_SCHEMA, "")).doesNotContainAnyElementsOf(none);
    byte[] bytes = "ключ".getBytes(StandardCharsets.UTF_8);
    assertThat(idsWithKey(Schema.BYTES_SCHEMA, bytes)).isEqualTo(key);
    assertThat(idsWithKey(Schema.BYTES_SCHEMA, ByteBuffer.wrap(bytes))).isEqualTo(key);
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", 1L);
    map.put("region", "eu");
    Schema schema =
        SchemaBuilder.struct()
            .field("id", Schema.INT32_SCHEMA)
            .field("region", Schema.STRING_SCHEMA)
            .build();
    assertThat(idsWithKey(null, map))
        .isEqualTo(idsWithKey(schema, new Struct(schema).put("id", 1).put("region", "eu")))
        .isEqualTo(idsWithKey(null, "{\"id\":1,\"region\":\"eu\"}"))
        .isNotEqualTo(key);
  }

  @Test
  void unreadableKeyIsAcceptedAndStable() {
    Object deep = List.of();
    for (int i = 0; i < 600; i++) {
      deep = List.of(deep);
    }
    RecordAssembler byUser = RecordAssembler.fifo("sqs.message.group.id", "${mpid}");
    List<List<String>> all = new ArrayList<>();
    for (Object key : List.of(Set.of(1), Double.NaN, new Object(), deep, Map.of(1.5, 2))) {
      all.add(ids(byUser, RecordAssembler.record(null, key, null, BATCH, null)));
    }
    assertThat(Set.copyOf(all)).hasSize(1);
  }
}
