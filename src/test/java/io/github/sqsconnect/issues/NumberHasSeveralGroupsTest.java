package io.github.sqsconnect.issues;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.RecordAssembler;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The user 42 was in three message groups: as 42, as 42.0 and as 4.2e1. */
class NumberHasSeveralGroupsTest {
  private static final String LARGE = "1e999999999";

  private static String batch(String mpid) {
    return "{\"events\":[],\"mpid\":" + mpid + "}";
  }

  private static String group(RecordAssembler assembling, Object value) {
    return assembling.message(RecordAssembler.record(null, value)).groupId();
  }

  private static String groupOfKey(RecordAssembler assembling, Schema schema, Object key) {
    return assembling
        .message(RecordAssembler.record(schema, key, null, "{\"events\":[]}", null))
        .groupId();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"42", "42.0", "4.2e1", "4.2E+1", "420e-1", "0.42e2", "42.000e0", "4200000e-0005"})
  void userIsInOneGroup(String mpid) {
    assertThat(group(RecordAssembler.fifo(), batch(mpid))).isEqualTo("42");
    assertThat(group(RecordAssembler.fifo("sqs.message.group.id", "user-${mpid}"), batch(mpid)))
        .isEqualTo("user-42");
    assertThat(group(RecordAssembler.fifo("sqs.message.group.id", "${value.mpid}"), batch(mpid)))
        .isEqualTo("42");
    assertThat(
            group(
                RecordAssembler.fifo("event.record.mpid.path", "user"),
                "{\"user\":" + mpid + ",\"sku\":1}"))
        .isEqualTo("42");
  }

  @ParameterizedTest
  @CsvSource({
    "-42.0, -42",
    "-0.0, 0",
    "0e99999999999999999999, 0",
    "9223372036854775807.0, 9223372036854775807",
    "-9.223372036854775808e18, -9223372036854775808",
    "1e30, 1000000000000000000000000000000",
    "1000000000000000000000000000000.0, 1000000000000000000000000000000",
    "0.5, 0.5",
    "42.5, 42.5",
    "1e999999999, 1E999999999",
    "10.0e999999998, 1E999999999"
  })
  void integralNumbersHaveOneForm(String mpid, String group) {
    assertThat(group(RecordAssembler.fifo(), batch(mpid))).isEqualTo(group);
  }

  @Test
  void textIsNotReadAsANumber() {
    assertThat(group(RecordAssembler.fifo(), batch("\"42.0\""))).isEqualTo("42.0");
    assertThat(groupOfKey(RecordAssembler.fifo(), Schema.STRING_SCHEMA, "42.0")).isEqualTo("42.0");
  }

  @Test
  void numericKeysHaveOneForm() {
    for (RecordAssembler assembling :
        List.of(RecordAssembler.fifo(), RecordAssembler.fifo("sqs.message.group.id", "${key}"))) {
      for (Object key :
          List.of(
              42L, 42, (short) 42, 42.0, 42f, BigInteger.valueOf(42), new BigDecimal("4.2e1"))) {
        assertThat(groupOfKey(assembling, null, key)).as(key.getClass().getName()).isEqualTo("42");
      }
      assertThat(groupOfKey(assembling, Decimal.schema(2), new BigDecimal("42.00")))
          .isEqualTo("42");
      assertThat(groupOfKey(assembling, null, 42.5)).isEqualTo("42.5");
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("id", 42.0);
      map.put("gone", null);
      map.put("of", List.of(4.2e1, "42.0", Map.of()));
      assertThat(groupOfKey(assembling, null, map))
          .isEqualTo("{\"id\":42,\"of\":[42,\"42.0\",{}]}");
      Schema schema = SchemaBuilder.struct().field("id", Schema.FLOAT64_SCHEMA).build();
      assertThat(groupOfKey(assembling, schema, new Struct(schema).put("id", 42.0)))
          .isEqualTo("{\"id\":42}");
    }
  }

  @Test
  void int64MembersHaveOneFormAsNumberAndAsString() {
    String times =
        "\"timestamp_unixtime_ms\":1.7955216e12,\"origin_mpid\":-0.0,\"batch_id\":4.25e1";
    String text =
        "{\"events\":[{\"event_type\":\"x\",\"data\":{\"event_id\":77.0}}],\"mpid\":42.0,"
            + times
            + "}";
    assertThat(RecordAssembler.fifo("event.int64.format", "number").body(text))
        .contains("\"mpid\":42,", "\"event_id\":77,", "\"origin_mpid\":0", "\"batch_id\":4.25e1,")
        .contains(
            "{\"event_id\":77,\"timestamp_unixtime_ms\":1795521600000,"
                + "\"event_start_unixtime_ms\":1795521600000}");
    assertThat(RecordAssembler.fifo("event.int64.format", "string").body(text))
        .contains("\"mpid\":\"42\",", "\"event_id\":\"77\",", "\"origin_mpid\":\"0\"")
        .contains("\"batch_id\":4.25e1,", "\"timestamp_unixtime_ms\":\"1795521600000\"");
    assertThat(RecordAssembler.fifo("event.int64.format", "keep").body(text))
        .contains("\"mpid\":42.0,", "\"event_id\":77.0,", "\"timestamp_unixtime_ms\":1.7955216e12");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"9223372036854775808.0", "-9.223372036854775809e18", "1e19", "0.1", LARGE})
  void numberOutsideInt64IsUnchanged(String mpid) {
    for (String format : List.of("number", "string", "keep")) {
      assertThat(RecordAssembler.fifo("event.int64.format", format).body(batch(mpid)))
          .contains("\"mpid\":" + mpid + ",");
    }
  }

  @Test
  void integralDoublesOfConnectAreIntegers() {
    Map<String, Object> batch = Map.of("events", List.of(), "mpid", 4.2e15);
    assertThat(RecordAssembler.fifo("event.int64.format", "string").body(batch))
        .contains("\"mpid\":\"4200000000000000\"");
  }

  @Test
  void longNumbersAndLargeExponentsTakeLinearTime() {
    List<String> numbers =
        new ArrayList<>(List.of(LARGE, "-1e-999999999", "1e" + "9".repeat(500_000)));
    numbers.add("7".repeat(500_000));
    numbers.add("7".repeat(250_000) + "." + "7".repeat(250_000));
    numbers.add("0." + "0".repeat(500_000) + "1e500001");
    numbers.add("1" + "0".repeat(500_000) + "e-500000");
    Assertions.assertThatCode(
            () -> {
              for (String format : List.of("keep", "number", "string")) {
                for (String number : numbers) {
                  group(RecordAssembler.fifo("event.int64.format", format), batch(number));
                }
              }
            })
        .doesNotThrowAnyException();
    org.junit.jupiter.api.Assertions.assertTimeout(
        Duration.ofSeconds(20),
        () -> {
          for (int i = 0; i < 20; i++) {
            for (String number : numbers) {
              group(RecordAssembler.fifo("event.int64.format", "number"), batch(number));
            }
          }
        });
    assertThat(group(RecordAssembler.fifo(), batch(numbers.get(5)))).isEqualTo("1");
    assertThat(group(RecordAssembler.fifo(), batch(numbers.get(6)))).isEqualTo("1");
  }
}
