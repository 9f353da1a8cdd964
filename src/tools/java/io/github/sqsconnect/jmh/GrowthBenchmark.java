package io.github.sqsconnect.jmh;

import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.event.EventConverter;
import io.github.sqsconnect.event.IdGenerator;
import io.github.sqsconnect.message.Assembly;
import io.github.sqsconnect.message.MessageAssembler;
import io.github.sqsconnect.message.TargetQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.sink.SinkRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The time from a record to its messages, for records that grow in one dimension. Four times the
 * bytes should take four times as long.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(value = 1, jvmArgs = "-Xmx1g")
public class GrowthBenchmark {
  @Param GrowingRecord dimension;

  @Param({"64000", "250000", "1000000"})
  int bytes;

  private SinkRecord record;
  private MessageAssembler assembler;

  /** An assembler under the settings of a dimension. */
  public static MessageAssembler assembler(GrowingRecord dimension) {
    SqsSinkConfig config = SqsSinkConfig.from(dimension.settings());
    IdGenerator ids = new IdGenerator(config.message().idNamespace());
    return new MessageAssembler(
        config.message(),
        new EventConverter(config.event(), ids),
        ids,
        new TargetQueue(dimension.settings().get("sqs.queue.url")));
  }

  @Setup
  public void setUp() {
    record = dimension.of(bytes);
    assembler = assembler(dimension);
  }

  @Benchmark
  public Assembly assemble() {
    return assembler.assemble(record);
  }
}
