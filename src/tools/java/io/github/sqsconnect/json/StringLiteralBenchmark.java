package io.github.sqsconnect.json;

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

  /** Texts of 64 characters, by what is in them. */
  public enum Text {
    ASCII("watts 9 "),
    QUOTES("say \"hi\""),
    CONTROLS("a\u0001b\tc\nde"),
    LATIN("Küche 1 "),
    BEYOND("ランプ☼ランプ☼");

    private final String words;

    Text(String words) {
      this.words = words;
    }
  }

  @Param Text of;

  private final JsonBuffer out = new JsonBuffer(1 << 20);
  private String text;

  @Setup
  public void setUp() {
    text = of.words.repeat(64 / of.words.length());
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
