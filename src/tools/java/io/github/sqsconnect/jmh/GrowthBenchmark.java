package io.github.sqsconnect.jmh;

import io.github.sqsconnect.generators.GrowingRecord;
import io.github.sqsconnect.message.Assembly;
import io.github.sqsconnect.message.MessageAssembler;
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

  @Setup
  public void setUp() {
    record = dimension.of(bytes);
    assembler = dimension.assembler();
  }

  @Benchmark
  public Assembly assemble() {
    return assembler.assemble(record);
  }
}
