package io.github.sqsconnect.json;

import io.github.sqsconnect.jmh.TimedBenchmark;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** The time to write a string of 64 characters as a JSON literal. */
public class StringLiteralBenchmark extends TimedBenchmark {
  private static final int STRINGS = 1_000;

  /** Texts of 64 characters. */
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
