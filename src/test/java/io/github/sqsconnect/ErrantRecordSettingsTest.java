package io.github.sqsconnect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sqsconnect.delivery.ErrantRecordPolicy.Refusal;
import io.github.sqsconnect.delivery.StopReason;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class ErrantRecordSettingsTest {
  private static final int MAX = 1_048_576 - 65_536;
  private static final Map<String, String> TO_A_TOPIC =
      Map.of("errors.tolerance", "all", "errors.deadletterqueue.topic.name", "rejected");

  @Test
  void withoutToleranceNothingIsReported() {
    for (Map<String, String> properties :
        List.of(Map.<String, String>of(), Map.of("errors.tolerance", "none"))) {
      assertThat(ErrantRecordSettings.from(properties).refusal(record("key", "value")))
          .isEqualTo(new Refusal(StopReason.REJECTED_WITHOUT_TOLERANCE, ""));
    }
  }

  /** The name of a header was once taken for the size of the producer's requests. */
  @Test
  void recordWithAHeaderMayBeReported() {
    SinkRecord record = record("key", "value");
    record.headers().addString("tenant", "acme");
    assertThat(ErrantRecordSettings.from(TO_A_TOPIC).refusal(record)).isNull();
  }

  @Test
  void withToleranceARecordOfOrdinarySizeMayBeReported() {
    assertThat(ErrantRecordSettings.from(TO_A_TOPIC).refusal(record("key", "value"))).isNull();
    assertThat(
            ErrantRecordSettings.from(Map.of("errors.tolerance", "ALL"))
                .refusal(record("key", "value")))
        .isNull();
  }

  @Test
  void textAndBytesAreCountedExactly() {
    ErrantRecordSettings settings = ErrantRecordSettings.from(TO_A_TOPIC);
    assertThat(settings.refusal(record(null, "x".repeat(MAX)))).isNull();
    assertThat(settings.refusal(record(null, "x".repeat(MAX + 1)))).isNotNull();
    assertThat(settings.refusal(record("k", "x".repeat(MAX)))).isNotNull();
    assertThat(settings.refusal(record(null, "é".repeat(MAX / 2)))).isNull();
    assertThat(settings.refusal(record(null, "é".repeat(MAX / 2 + 1)))).isNotNull();
    assertThat(settings.refusal(record(null, new byte[MAX]))).isNull();
    assertThat(settings.refusal(record(null, new byte[MAX + 1]))).isNotNull();
    assertThat(settings.refusal(record(null, ByteBuffer.allocate(MAX + 1)))).isNotNull();
    assertThat(settings.refusal(record(null, null))).isNull();
  }

  @Test
  void refusalNamesBothSettingsToRaise() {
    Refusal refusal =
        ErrantRecordSettings.from(TO_A_TOPIC).refusal(record(null, "x".repeat(2_000_000)));
    assertThat(refusal.reason()).isEqualTo(StopReason.DEAD_LETTER_TOO_LARGE);
    assertThat(refusal.reason().message("record" + refusal.detail()))
        .startsWith("SQS-017 record. Its 2000000 bytes")
        .contains(
            "producer.override.max.request.size is 1048576",
            "Raise producer.override.max.request.size and the dead-letter topic's max.message.bytes",
            "nothing is lost",
            "restart the task");
  }

  @Test
  void producersOwnLimitCounts() {
    Map<String, String> properties = new LinkedHashMap<>(TO_A_TOPIC);
    properties.put("producer.override.max.request.size", " 3000000 ");
    ErrantRecordSettings settings = ErrantRecordSettings.from(properties);
    assertThat(settings.refusal(record(null, "x".repeat(2_900_000)))).isNull();
    assertThat(settings.refusal(record(null, "x".repeat(2_940_000)))).isNotNull();
  }

  @Test
  void withoutDeadLetterTopicTheSizeIsNoMatter() {
    assertThat(
            ErrantRecordSettings.from(Map.of("errors.tolerance", "all"))
                .refusal(record(null, "x".repeat(5_000_000))))
        .isNull();
  }

  @Test
  void structuredDataIsNeverCountedSmallerThanItsJson() throws JsonProcessingException {
    for (Object element :
        new Object[] {
          -1.7976931348623157E308,
          -1.1754944E-38f,
          Long.MIN_VALUE,
          "\"\\\n\u0001".repeat(5),
          "é€𝄞",
          "",
          new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10},
          List.of(),
          Map.of(),
          true
        }) {
      List<Object> list = Collections.nCopies(1_000, element);
      assertCounted(list);
      Map<String, Object> map = new LinkedHashMap<>();
      for (int i = 0; i < 1_000; i++) {
        map.put("name\"" + i, element);
      }
      assertCounted(map);
    }
    Map<String, Object> nulls = new LinkedHashMap<>();
    for (int i = 0; i < 1_000; i++) {
      nulls.put("name" + i, null);
    }
    assertCounted(nulls);
    assertCounted(new ArrayList<>(Collections.nCopies(1_000, null)));
  }

  @Test
  void structIsNeverCountedSmallerThanItsJson() throws JsonProcessingException {
    SchemaBuilder schema = SchemaBuilder.struct();
    for (int i = 0; i < 500; i++) {
      schema.field("field" + i, Schema.OPTIONAL_FLOAT64_SCHEMA);
    }
    Struct struct = new Struct(schema.build());
    Map<String, Object> same = new LinkedHashMap<>();
    for (int i = 0; i < 500; i++) {
      Double value = i % 2 == 0 ? null : Double.valueOf(-Double.MAX_VALUE);
      struct.put("field" + i, value);
      same.put("field" + i, value);
    }
    assertThat(counted(struct)).isGreaterThanOrEqualTo(json(same));
  }

  @Test
  void toleranceWithoutDeadLetterTopicIsWarnedOf() {
    assertThat(ErrantRecordSettings.warnings(Map.of())).isEmpty();
    assertThat(ErrantRecordSettings.warnings(TO_A_TOPIC)).isEmpty();
    assertThat(ErrantRecordSettings.warnings(Map.of("errors.tolerance", "all")))
        .singleElement()
        .asString()
        .contains("errors.log.enable", "the first one stops the task");
    assertThat(
            ErrantRecordSettings.warnings(
                Map.of("errors.tolerance", "all", "errors.log.enable", "true")))
        .singleElement()
        .asString()
        .contains("in the worker's log alone");
  }

  private static void assertCounted(Object value) throws JsonProcessingException {
    assertThat(counted(value)).isGreaterThanOrEqualTo(json(value));
  }

  private static int json(Object value) throws JsonProcessingException {
    return new ObjectMapper().writeValueAsBytes(value).length;
  }

  /** The size a record of this value is taken for, found by the limit it just keeps. */
  private static long counted(Object value) {
    long least = 0;
    long most = 1L << 30;
    while (least < most) {
      long middle = (least + most) / 2;
      boolean fits =
          new ErrantRecordSettings(true, true, middle + 65_536).refusal(record(null, value))
              == null;
      if (fits) {
        most = middle;
      } else {
        least = middle + 1;
      }
    }
    return least;
  }

  private static SinkRecord record(Object key, Object value) {
    return new SinkRecord("events", 0, null, key, null, value, 1);
  }
}
