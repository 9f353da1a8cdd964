package io.github.sqsconnect.message;

import io.github.sqsconnect.config.MessageSettings.InvalidCharacters;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it takes to check and count the text of a raw message of a kilobyte, in nanoseconds. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgs = "-Xmx512m")
public class RawBodyBenchmark {
  private static final int MESSAGES = 1_000;

  /** The text that is repeated: ASCII, Latin, beyond. */
  @Param({"watts: 9, room: hall. ", "Küche, größer, überall. ", "ランプ ☼ 🛋 "})
  String words;

  private String text;
  private byte[] bytes;

  @Setup
  public void setUp() {
    text = words.repeat(1 + 1024 / words.length()).substring(0, 1024);
    bytes = text.getBytes(StandardCharsets.UTF_8);
  }

  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public int text() {
    return sum(text);
  }

  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public int base64() {
    return sum(bytes);
  }

  private static int sum(Object value) {
    int sum = 0;
    for (int i = 0; i < MESSAGES; i++) {
      sum += ((RawBody.Result.Body) RawBody.of(value, InvalidCharacters.FAIL)).bytes();
    }
    return sum;
  }
}
