package io.github.sqsconnect.jmh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.event.BodyLimits;
import io.github.sqsconnect.event.EventConverter;
import io.github.sqsconnect.event.IdGenerator;
import io.github.sqsconnect.event.MessageBody;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The time from a record to the body of its message, compared with Jackson reading the same text
 * into a tree and writing the tree, the minimum for a connector that uses a JSON library.
 */
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
public class ConversionBenchmark extends TimedBenchmark {
  private static final int LIMIT = 1_048_576;

  @Param({"1", "10", "100"})
  int kilobytes;

  private final ObjectMapper jackson = new ObjectMapper();
  private EventConverter converter;
  private String text;
  private byte[] bytes;
  private SinkRecord textRecord;
  private SinkRecord bytesRecord;
  private SinkRecord mapRecord;
  private SinkRecord structRecord;

  @Setup
  public void setUp() throws IOException {
    converter =
        new EventConverter(
            SqsSinkConfig.from(
                    Map.of(
                        "sqs.queue.url", "https://sqs.eu-central-1.amazonaws.com/123456789012/q"))
                .event(),
            new IdGenerator(""));
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
    return converter.convert(record, record.valueSchema(), record.value(), BodyLimits.of(LIMIT));
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
  public byte[] jacksonFromString() throws IOException {
    JsonNode tree = jackson.readTree(text);
    return jackson.writeValueAsBytes(tree);
  }

  @Benchmark
  public byte[] jacksonFromBytes() throws IOException {
    JsonNode tree = jackson.readTree(bytes);
    return jackson.writeValueAsBytes(tree);
  }
}
