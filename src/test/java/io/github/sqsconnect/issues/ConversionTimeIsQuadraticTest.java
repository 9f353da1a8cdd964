package io.github.sqsconnect.issues;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.RecordAssembler;
import io.github.sqsconnect.message.Assembly;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/**
 * Some records of one megabyte took seconds to minutes to convert. The worker left its group, and
 * the next worker received the same records. The bounds here are CPU time and allocated bytes; they
 * are far above normal cost and far below the cost of these records.
 */
class ConversionTimeIsQuadraticTest {
  private static final double MOST_SECONDS = 1.5;
  private static final long MOST_BYTES = 1L << 30;
  private static final String FIFO =
      "https://sqs.eu-central-1.amazonaws.com/123456789012/events.fifo";
  private static final String LONG = "9".repeat(500_000);
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void longNameOfDeeplyNestedMembers() {
    String chain = "{\"c\":".repeat(505) + "1" + "}".repeat(505);
    String chains =
        IntStream.range(0, 30)
            .mapToObj(i -> "\"" + i + "\":" + chain)
            .collect(Collectors.joining(","));
    assertThat(rejection(RecordAssembler.standard(), "{\"" + LONG + "\":{" + chains + "}}"))
        .startsWith("too large for SQS");
  }

  @Test
  void longNameOfMembersThatAreNotIncluded() {
    String value = "{\"id\":7,\"" + LONG + "\":{" + members(40_000) + "}}";
    quick(RecordAssembler.standard("event.record.attributes.include", "id"), value);
  }

  @Test
  void decimalOfManyDigits() {
    for (int bytes : new int[] {1_000_000, 4_000_000}) {
      byte[] digits = new byte[bytes];
      new Random(1).nextBytes(digits);
      digits[0] = 1;
      BigInteger integer = new BigInteger(digits);
      Schema schema = SchemaBuilder.struct().field("d", Decimal.schema(2)).build();
      Struct struct = new Struct(schema).put("d", new BigDecimal(integer, 2));
      assertThat(
              rejection(RecordAssembler.standard(), RecordAssembler.record(null, schema, struct)))
          .contains("at /d: found a number of more than 10000 digits");
      for (Object value : new Object[] {integer, new BigDecimal(integer, -7)}) {
        assertThat(rejection(RecordAssembler.standard(), Map.of("d", value)))
            .contains("10000 digits");
      }
      Map<Object, Object> asKey = new HashMap<>();
      asKey.put(integer, 1);
      assertThat(rejection(RecordAssembler.standard(), asKey)).contains("10000 digits");
    }
    BigInteger allowed = BigInteger.TEN.pow(10_000).subtract(BigInteger.ONE);
    assertThat(RecordAssembler.standard().body(Map.of("d", allowed))).contains("9".repeat(10_000));
  }

  @Test
  void manyPathsForManyMembers() {
    String paths =
        IntStream.range(0, 20_000).mapToObj(i -> "no" + i).collect(Collectors.joining(","));
    String pairs =
        IntStream.range(0, 20_000)
            .mapToObj(i -> "a" + i + "=no" + i)
            .collect(Collectors.joining(","));
    String template =
        IntStream.range(0, 20_000)
            .mapToObj(i -> "${value.no" + i + "}")
            .collect(Collectors.joining());
    String record = "{" + members(100_000) + "}";
    String batch = "{\"events\":[{\"event_type\":\"x\",\"data\":{" + members(100_000) + "}}]}";
    quick(RecordAssembler.standard("event.record.attributes.include", paths), record);
    quick(RecordAssembler.standard("event.record.attributes.exclude", paths), record);
    quick(RecordAssembler.standard("event.record.user.attributes", pairs), record);
    quick(RecordAssembler.standard("event.record.name", template), record);
    quick(
        RecordAssembler.standard(
            "event.exclude.fields", "events.data." + paths.replace(",", ",events.data.")),
        batch);
  }

  @Test
  void longTemplateForManyBatches() {
    String template =
        IntStream.range(0, 20_000)
            .mapToObj(i -> "${value.no" + i + "}")
            .collect(Collectors.joining());
    String batches =
        IntStream.range(0, 60_000)
            .mapToObj(i -> "{\"mpid\":" + i + "}")
            .collect(Collectors.joining(",", "[", "]"));
    quick(RecordAssembler.standard("sqs.message.group.id", template), batches);
  }

  @Test
  void longKeyOfManyMessages() {
    Map<String, Object> key = new LinkedHashMap<>();
    IntStream.range(0, 40_000).forEach(i -> key.put("k" + i, i));
    String events =
        "{\"event_type\":\"x\",\"data\":{}},".repeat(15_000) + "{\"event_type\":\"x\",\"data\":{}}";
    SinkRecord record = RecordAssembler.record(key, null, "{\"events\":[" + events + "]}");
    for (String group : new String[] {"auto", "${key}", "${topic}-${key}"}) {
      quick(
          RecordAssembler.standard(
              "sqs.queue.url", FIFO, "sqs.message.group.id", group, "event.send.as.batch", "false"),
          record);
    }
    assertThat(
            rejection(
                RecordAssembler.standard(
                    "sqs.queue.url",
                    FIFO,
                    "sqs.message.deduplication.id",
                    "${key}",
                    "event.send.as.batch",
                    "false"),
                record))
        .startsWith("too large for SQS: the texts of the ids");
  }

  @Test
  void longUserExcludedFromManyMessages() {
    String events = "{\"event_type\":\"x\",\"data\":{}}";
    String value =
        "{\"mpid\":\"" + LONG + "\",\"events\":[" + (events + ",").repeat(15_000) + events + "]}";
    quick(
        RecordAssembler.standard(
            "sqs.queue.url", FIFO, "event.exclude.fields", "mpid", "event.send.as.batch", "false"),
        value);
  }

  @Test
  void largeHeaderUsedByManyPlainRecords() {
    Map<String, Object> header = new LinkedHashMap<>();
    IntStream.range(0, 40_000).forEach(i -> header.put("h" + i, i));
    SinkRecord record =
        RecordAssembler.record(
            null,
            null,
            null,
            "[" + "{\"a\":1},".repeat(20_000) + "{}]",
            RecordAssembler.TIMESTAMP,
            new ConnectHeaders().add("h", header, null));
    quick(
        RecordAssembler.standard(
            "event.input.format", "record", "event.record.id.path", "header:h.h1"),
        record);
    quick(
        RecordAssembler.standard(
            "event.input.format", "record", "event.record.name", "${header.h.h1}"),
        record);
  }

  @Test
  void manyHeaders() {
    ConnectHeaders headers = new ConnectHeaders();
    IntStream.range(0, 60_000).forEach(i -> headers.addString("h" + i, "v"));
    String pairs =
        IntStream.range(0, 20_000)
            .mapToObj(i -> "a" + i + "=header:no" + i)
            .collect(Collectors.joining(","));
    quick(
        RecordAssembler.standard("event.record.user.attributes", pairs),
        RecordAssembler.record(null, null, null, "{}", RecordAssembler.TIMESTAMP, headers));
  }

  @Test
  void manyFilteredPlainRecordsWithLongNames() {
    String name = "n".repeat(8_000);
    String element = "{\"" + name + "\":{" + members(800) + "}}";
    String value = "[" + (element + ",").repeat(60) + element + "]";
    assertThat(
            rejection(
                RecordAssembler.standard(
                    "event.input.format", "record", "event.send.custom.events", "false"),
                value))
        .startsWith("too large for SQS: the events made of the record");
  }

  private static String members(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"" + i + "\":1")
        .collect(Collectors.joining(","));
  }

  private static String rejection(RecordAssembler assembling, Object value) {
    return ((Assembly.Rejected) quick(assembling, value)).reason();
  }

  private static Assembly quick(RecordAssembler assembling, Object value) {
    SinkRecord record =
        value instanceof SinkRecord given ? given : RecordAssembler.record(null, null, value);
    long start = THREADS.getCurrentThreadCpuTime();
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    Assembly assembly = assembling.assemble(record);
    double seconds = (THREADS.getCurrentThreadCpuTime() - start) / 1e9;
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - allocated).isLessThan(MOST_BYTES);
    assertThat(seconds).as("seconds of processor time").isLessThan(MOST_SECONDS);
    return assembly;
  }
}
