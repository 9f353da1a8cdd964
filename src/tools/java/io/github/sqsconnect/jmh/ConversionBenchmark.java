package io.github.sqsconnect.jmh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.event.BodyLimits;
import io.github.sqsconnect.event.EventConverter;
import io.github.sqsconnect.event.IdGenerator;
import io.github.sqsconnect.event.MessageBody;
import io.github.sqsconnect.message.Assembly;
import io.github.sqsconnect.message.MessageAssembler;
import io.github.sqsconnect.message.QueueRouter;
import io.github.sqsconnect.message.TargetQueue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The time from a record to the body of its message, as an event batch, with or without the strict
 * check, or as plain JSON. It is compared with the minimum for a connector that uses a library:
 * Jackson reads the same text into a tree and writes the tree, and Connect's JsonConverter writes
 * the same Map or Struct.
 */
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
public class ConversionBenchmark extends TimedBenchmark {
  private static final int LIMIT = 1_048_576;
  private static final String QUEUE = "https://sqs.eu-central-1.amazonaws.com/123456789012/q";

  @Param({"1", "10", "100"})
  int kilobytes;

  private final ObjectMapper jackson = new ObjectMapper();
  private final JsonConverter connect = new JsonConverter();
  private EventConverter converter;
  private EventConverter strict;
  private MessageAssembler json;
  private String text;
  private byte[] bytes;
  private SinkRecord textRecord;
  private SinkRecord bytesRecord;
  private SinkRecord mapRecord;
  private SinkRecord structRecord;

  @Setup
  public void setUp() throws IOException {
    IdGenerator ids = new IdGenerator("");
    SqsSinkConfig config =
        SqsSinkConfig.from(Map.of("sqs.queue.url", QUEUE, "sqs.message.format", "json"));
    converter = new EventConverter(config.event(), ids);
    SqsSinkConfig checked =
        SqsSinkConfig.from(Map.of("sqs.queue.url", QUEUE, "event.validation", "strict"));
    strict = new EventConverter(checked.event(), ids);
    QueueRouter router = QueueRouter.fixed(new TargetQueue(QUEUE));
    json = new MessageAssembler(config.message(), converter, ids, router);
    connect.configure(Map.of("schemas.enable", "false"), false);
    text = SampleBatch.ofAbout(kilobytes * 1024);
    bytes = text.getBytes(StandardCharsets.UTF_8);
    textRecord = record(null, text);
    bytesRecord = record(null, bytes);
    mapRecord = record(null, SampleBatch.asMap(text));
    structRecord = SampleBatch.asStruct(text, ConversionBenchmark::record);
  }

  private static SinkRecord record(Schema schema, Object value) {
    return new SinkRecord(
        "orders", 3, null, null, schema, value, 41, 1764025200123L, TimestampType.CREATE_TIME);
  }

  private List<MessageBody> converted(SinkRecord record) {
    return converted(record, converter);
  }

  private static List<MessageBody> converted(SinkRecord record, EventConverter by) {
    return by.convert(record, record.valueSchema(), record.value(), BodyLimits.of(LIMIT));
  }

  @Benchmark
  public List<MessageBody> fromString() {
    return converted(textRecord);
  }

  @Benchmark
  public List<MessageBody> fromBytes() {
    return converted(bytesRecord);
  }

  @Benchmark
  public List<MessageBody> fromMap() {
    return converted(mapRecord);
  }

  @Benchmark
  public List<MessageBody> fromStruct() {
    return converted(structRecord);
  }

  @Benchmark
  public List<MessageBody> strictFromString() {
    return converted(textRecord, strict);
  }

  @Benchmark
  public List<MessageBody> strictFromBytes() {
    return converted(bytesRecord, strict);
  }

  @Benchmark
  public List<MessageBody> strictFromMap() {
    return converted(mapRecord, strict);
  }

  @Benchmark
  public List<MessageBody> strictFromStruct() {
    return converted(structRecord, strict);
  }

  @Benchmark
  public byte[] jacksonFromString() throws IOException {
    JsonNode tree = jackson.readTree(text);
    return jackson.writeValueAsBytes(tree);
  }

  @Benchmark
  public byte[] jacksonFromBytes() throws IOException {
    JsonNode tree = jackson.readTree(bytes);
    return jackson.writeValueAsBytes(tree);
  }

  @Benchmark
  public Assembly jsonFromString() {
    return json.assemble(textRecord);
  }

  @Benchmark
  public Assembly jsonFromBytes() {
    return json.assemble(bytesRecord);
  }

  @Benchmark
  public Assembly jsonFromMap() {
    return json.assemble(mapRecord);
  }

  @Benchmark
  public Assembly jsonFromStruct() {
    return json.assemble(structRecord);
  }

  @Benchmark
  public byte[] connectFromMap() {
    return connect.fromConnectData("orders", null, mapRecord.value());
  }

  @Benchmark
  public byte[] connectFromStruct() {
    return connect.fromConnectData("orders", structRecord.valueSchema(), structRecord.value());
  }
}
