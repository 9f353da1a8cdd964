package io.github.sqsconnect.event;

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

/** What it takes to write a string of 64 characters as a JSON literal, in nanoseconds. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgs = "-Xmx512m")
public class StringLiteralBenchmark {
  private static final int STRINGS = 1_000;

  /** The text that is repeated: nothing to escape, quotes, controls, Latin, beyond. */
  @Param({"watts 9 ", "say \"hi\"", "a\u0001b\tc\n", "Küche 1 ", "ランプ☼"})
  String words;

  private final JsonBuffer out = new JsonBuffer(1 << 20);
  private String text;

  @Setup
  public void setUp() {
    text = words.repeat(64).substring(0, 64);
  }

  @Benchmark
  @OperationsPerInvocation(STRINGS)
  public int escape() {
    out.truncate(0);
    for (int i = 0; i < STRINGS; i++) {
      out.putString(text);
    }
    return out.size();
  }
}
