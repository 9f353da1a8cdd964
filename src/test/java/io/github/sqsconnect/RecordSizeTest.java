package io.github.sqsconnect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class RecordSizeTest {
  private static final int KEY = 7;
  private static final int VALUE = 100_000;
  private static final int HEADERS = 5 + 11 + 2;

  private final RecordSize size = new RecordSize();

  /** The record class of Kafka 3.6 to 3.8. */
  public static final class OlderRecord extends SinkRecord {
    private final ConsumerRecord<byte[], byte[]> original;

    OlderRecord(ConsumerRecord<byte[], byte[]> original, Object value) {
      super("events", 0, null, null, null, value, 0);
      this.original = original;
    }

    public ConsumerRecord<byte[], byte[]> originalRecord() {
      return original;
    }
  }

  /** The wrapper of the consumer record since Kafka 3.9. */
  public static final class Context<T> {
    private final T original;

    Context(T original) {
      this.original = original;
    }

    public T original() {
      return original;
    }
  }

  public static final class NewerRecord extends SinkRecord {
    private final Context<ConsumerRecord<byte[], byte[]>> context;

    NewerRecord(ConsumerRecord<byte[], byte[]> original, Object value) {
      super("events", 0, null, null, null, value, 0);
      context = new Context<>(original);
    }

    public Context<ConsumerRecord<byte[], byte[]>> context() {
      return context;
    }
  }

  /** Has a method with that name and another return type. */
  public static final class OtherRecord extends SinkRecord {
    OtherRecord(Object value) {
      super("events", 0, null, null, null, value, 0);
    }

    public String originalRecord() {
      return "something else";
    }
  }

  public static final class FailingRecord extends SinkRecord {
    FailingRecord(Object value) {
      super("events", 0, null, null, null, value, 0);
    }

    public ConsumerRecord<byte[], byte[]> originalRecord() {
      throw new IllegalStateException("not now");
    }
  }

  @Test
  void rawSizeCountsAlsoForASmallValue() {
    long raw = KEY + VALUE + HEADERS;
    assertThat(size.applyAsLong(new OlderRecord(original(), "small"))).isEqualTo(raw);
    assertThat(size.applyAsLong(new NewerRecord(original(), "small"))).isEqualTo(raw);
    assertThat(size.applyAsLong(new NewerRecord(original(), null))).isEqualTo(raw);
  }

  @Test
  void valueThatIsLargerThanTheRawRecordCounts() {
    String large = "x".repeat(1_000_000);
    assertThat(size.applyAsLong(new NewerRecord(original(), large))).isEqualTo(1_000_000);
  }

  @Test
  void structuredValueCountsMoreThanItsBytes() {
    assertThat(size.applyAsLong(new NewerRecord(original(), Map.of("a", 1))))
        .isEqualTo(RecordSize.STRUCTURED_FACTOR * (long) (KEY + VALUE + HEADERS));
  }

  @Test
  void keyAndValueMayBeMissing() {
    ConsumerRecord<byte[], byte[]> empty = new ConsumerRecord<>("events", 0, 0, null, null);
    assertThat(size.applyAsLong(new OlderRecord(empty, null))).isZero();
  }

  @Test
  void recordWithoutARawSizeIsEstimated() {
    String text = "x".repeat(500);
    assertThat(size.applyAsLong(record(text))).isEqualTo(500);
    assertThat(size.applyAsLong(new OtherRecord(text))).isEqualTo(500);
    assertThat(size.applyAsLong(new FailingRecord(text))).isEqualTo(500);
    assertThat(size.applyAsLong(record(new byte[300]))).isEqualTo(300);
    assertThat(size.applyAsLong(record(ByteBuffer.allocate(200)))).isEqualTo(200);
    assertThat(size.applyAsLong(record(null))).isZero();
  }

  @Test
  void estimateOfStructuredDataIsNotBelowItsText() {
    Schema schema =
        SchemaBuilder.struct()
            .field("text", Schema.STRING_SCHEMA)
            .field("none", Schema.OPTIONAL_STRING_SCHEMA)
            .field("list", SchemaBuilder.array(Schema.BYTES_SCHEMA).build())
            .build();
    Struct struct =
        new Struct(schema)
            .put("text", "x".repeat(1_000))
            .put("list", List.of(new byte[100], new byte[200]));
    assertThat(RecordSize.estimate(struct)).isBetween(1_300L, 1_700L);
    Map<String, Object> map = new HashMap<>();
    map.put("none", null);
    map.put("x".repeat(50), List.of(struct));
    assertThat(RecordSize.estimate(map)).isBetween(1_350L, 2_000L);
  }

  @Test
  void depthOfAValueIsNoLimit() {
    Object deep = "end";
    for (int i = 0; i < 1_000_000; i++) {
      deep = Collections.singletonList(deep);
    }
    assertThat(RecordSize.estimate(deep)).isGreaterThan(1_000_000);
  }

  @Test
  void estimateOfAValueThatContainsItselfEnds() {
    List<Object> list = new ArrayList<>();
    list.add(list);
    list.add(list);
    assertThat(RecordSize.estimate(list)).isPositive();
  }

  private static SinkRecord record(Object value) {
    return new SinkRecord("events", 0, null, null, null, value, 0);
  }

  private static ConsumerRecord<byte[], byte[]> original() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("trace", new byte[11]);
    headers.add("no", null);
    return new ConsumerRecord<>(
        "events",
        0,
        0,
        0,
        TimestampType.CREATE_TIME,
        KEY,
        VALUE,
        new byte[KEY],
        new byte[VALUE],
        headers,
        Optional.empty());
  }
}
