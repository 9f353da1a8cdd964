package io.github.sqsconnect.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Structs of the shapes that the converters of Avro, Protobuf and JSON Schema make, by hand. */
class ConnectValuesTest {
  /** Avro's union of two records: a Struct with a field for each, of which one is set. */
  @Test
  void unionStandsAsItsStructDoes() {
    Schema card = SchemaBuilder.struct().optional().field("digits", Schema.STRING_SCHEMA).build();
    Schema voucher = SchemaBuilder.struct().optional().field("code", Schema.INT64_SCHEMA).build();
    Schema union =
        SchemaBuilder.struct()
            .name("io.confluent.connect.avro.Union")
            .field("Card", card)
            .field("Voucher", voucher)
            .build();
    Struct value =
        new Struct(union).put("Voucher", new Struct(voucher).put("code", 9007199254740993L));

    assertThat(data("payment", union, value))
        .isEqualTo("\"payment\":{\"Voucher\":{\"code\":9007199254740993}}");
  }

  /** Protobuf's oneof, where the converter groups it: a Struct with one field that is set. */
  @Test
  void oneofStandsAsItsStructDoes() {
    Schema oneof =
        SchemaBuilder.struct()
            .optional()
            .field("text", Schema.OPTIONAL_STRING_SCHEMA)
            .field("number", Schema.OPTIONAL_INT32_SCHEMA)
            .build();

    assertThat(data("choice_0", oneof, new Struct(oneof).put("text", "")))
        .isEqualTo("\"choice_0\":{\"text\":\"\"}");
    assertThat(data("choice_0", oneof, new Struct(oneof))).isEqualTo("\"choice_0\":{}");
  }

  /** Protobuf's wrappers: optional scalars, of which zero is present and null is not. */
  @Test
  void wrappedZeroIsWrittenAndUnsetWrapperIsNot() {
    assertThat(data("count", Schema.OPTIONAL_INT64_SCHEMA, 0L)).isEqualTo("\"count\":0");
    assertThat(data("count", Schema.OPTIONAL_INT64_SCHEMA, null)).isEmpty();
  }

  @Test
  void defaultOfOptionalFieldDoesNotTakeThePlaceOfNull() {
    Schema withDefault = SchemaBuilder.string().optional().defaultValue("none").build();

    assertThat(data("note", withDefault, null)).isEmpty();
  }

  @Test
  void nullElementsStayAndNullEntriesGo() {
    Schema list = SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA).build();
    Schema map = SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.OPTIONAL_BOOLEAN_SCHEMA).build();
    Map<Integer, Boolean> entries = new LinkedHashMap<>();
    entries.put(-1, true);
    entries.put(2, null);

    assertThat(data("tags", list, Arrays.asList("a", null))).isEqualTo("\"tags\":[\"a\",null]");
    assertThat(data("flags", map, entries)).isEqualTo("\"flags\":{\"-1\":true}");
  }

  @Test
  void logicalTypesLieDeepInListsAndMapsToo() {
    Schema prices =
        SchemaBuilder.map(Schema.STRING_SCHEMA, SchemaBuilder.array(Decimal.schema(2)).build())
            .build();
    assertThat(
            data(
                "prices",
                prices,
                Map.of("eur", List.of(new BigDecimal("-0.01"), new BigDecimal("100.00")))))
        .isEqualTo("\"prices\":{\"eur\":[-0.01,100.00]}");
    Schema times = SchemaBuilder.array(Timestamp.SCHEMA).build();
    assertThat(data("times", times, List.of(new Date(-1), new Date(1764025200123L))))
        .isEqualTo("\"times\":[-1,1764025200123]");
    assertThat(data("opens", Time.SCHEMA, new Date(28_800_001))).isEqualTo("\"opens\":28800001");
  }

  @Test
  void bytesOfEitherClassAreBase64() {
    assertThat(data("raw", Schema.BYTES_SCHEMA, new byte[] {0, 1})).isEqualTo("\"raw\":\"AAE=\"");
    ByteBuffer part = ByteBuffer.wrap(new byte[] {9, 0, 1, 9}, 1, 2);
    assertThat(data("raw", Schema.BYTES_SCHEMA, part)).isEqualTo("\"raw\":\"AAE=\"");
  }

  /** The member that a batch's only event has besides its name, as it is sent. */
  private static String data(String name, Schema schema, @Nullable Object value) {
    Schema data =
        SchemaBuilder.struct()
            .field("event_name", Schema.STRING_SCHEMA)
            .field(name, schema)
            .build();
    Schema event =
        SchemaBuilder.struct()
            .field("event_type", Schema.STRING_SCHEMA)
            .field("data", data)
            .build();
    Schema batch =
        SchemaBuilder.struct().field("events", SchemaBuilder.array(event).build()).build();
    Struct only =
        new Struct(event)
            .put("event_type", "custom_event")
            .put("data", new Struct(data).put("event_name", "n").put(name, value));
    String body =
        TestEventConverter.under().body(batch, new Struct(batch).put("events", List.of(only)));
    String before = "{\"events\":[{\"data\":{\"event_name\":\"n\"";
    assertThat(body).startsWith(before);
    String rest = body.substring(before.length(), body.indexOf(",\"timestamp_unixtime_ms\""));
    return rest.isEmpty() ? rest : rest.substring(1);
  }
}
