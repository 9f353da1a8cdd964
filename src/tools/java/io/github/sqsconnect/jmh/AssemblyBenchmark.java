package io.github.sqsconnect.jmh;

import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.event.BodyLimits;
import io.github.sqsconnect.event.EventConverter;
import io.github.sqsconnect.event.IdGenerator;
import io.github.sqsconnect.event.MessageBody;
import io.github.sqsconnect.message.Assembly;
import io.github.sqsconnect.message.MessageAssembler;
import io.github.sqsconnect.message.QueueRouter;
import io.github.sqsconnect.message.TargetQueue;
import io.github.sqsconnect.record.Template;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * The time to make a message of a record of 1 KB, compared with the conversion, which is part of
 * it: the rest is size, group and deduplication id. Also the time to evaluate a template.
 */
public class AssemblyBenchmark extends TimedBenchmark {
  private static final int MESSAGES = 100;
  private static final int LIMIT = 1_048_576;

  /** Kinds of group and deduplication id, and a message without conversion. */
  public enum Kind {
    STANDARD("", Map.of()),
    FIFO(".fifo", Map.of()),
    FIFO_TEMPLATES(
        ".fifo",
        Map.of(
            "sqs.message.group.id", "${topic}-${mpid}",
            "sqs.message.deduplication.id", "${key}-${value.ip}")),
    RAW("", Map.of("sqs.message.format", "raw"));

    private final String suffix;
    private final Map<String, String> settings;

    Kind(String suffix, Map<String, String> settings) {
      this.suffix = suffix;
      this.settings = settings;
    }
  }

  @Param Kind kind;

  private final Template constant = new Template("orders");
  private final Template ofPlace = new Template("${topic}-${partition}");
  private final Template ofKey = new Template("${key}");
  private final Template ofValue = new Template("${value.ip}");
  private EventConverter converter;
  private MessageAssembler assembler;
  private SinkRecord record;
  private MessageBody batch;

  @Setup
  public void setUp() {
    String url = "https://sqs.eu-central-1.amazonaws.com/123456789012/q" + kind.suffix;
    Map<String, String> properties = new HashMap<>(kind.settings);
    properties.put("sqs.queue.url", url);
    SqsSinkConfig config = SqsSinkConfig.from(properties);
    IdGenerator ids = new IdGenerator("");
    converter = new EventConverter(config.event(), ids);
    assembler =
        new MessageAssembler(
            config.message(), converter, ids, QueueRouter.fixed(new TargetQueue(url)));
    record =
        new SinkRecord(
            "orders",
            3,
            Schema.STRING_SCHEMA,
            "customer-100200",
            null,
            SampleBatch.ofAbout(1024),
            41,
            1764025200123L,
            TimestampType.CREATE_TIME);
    batch = converted().get(0);
  }

  private List<MessageBody> converted() {
    return converter.convert(record, null, record.value(), BodyLimits.of(LIMIT));
  }

  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public int assemble() {
    int messages = 0;
    for (int i = 0; i < MESSAGES; i++) {
      messages += ((Assembly.Messages) assembler.assemble(record)).messages().size();
    }
    return messages;
  }

  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public int convertOnly() {
    int messages = 0;
    for (int i = 0; i < MESSAGES; i++) {
      messages += converted().size();
    }
    return messages;
  }

  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public int templateConstant() {
    return evaluated(constant);
  }

  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public int templateOfPlace() {
    return evaluated(ofPlace);
  }

  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public int templateOfKey() {
    return evaluated(ofKey);
  }

  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public int templateOfValue() {
    return evaluated(ofValue);
  }

  private int evaluated(Template template) {
    int characters = 0;
    for (int i = 0; i < MESSAGES; i++) {
      characters += converter.text(template, batch.source(), batch.mpid()).length();
    }
    return characters;
  }
}
