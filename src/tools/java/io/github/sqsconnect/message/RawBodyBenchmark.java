package io.github.sqsconnect.message;

import io.github.sqsconnect.config.MessageSettings.InvalidCharacters;
import io.github.sqsconnect.jmh.TimedBenchmark;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** The time to check the text of a raw message of 1 KB and to count its bytes. */
public class RawBodyBenchmark extends TimedBenchmark {
  private static final int MESSAGES = 1_000;

  /** Texts of about 1,024 characters. */
  public enum Text {
    ASCII("watts: 9, room: hall"),
    LATIN("Küche, größer, sehr "),
    BEYOND("ランプ ☼ 🛋 ");

    private final String words;

    Text(String words) {
      this.words = words;
    }
  }

  @Param Text of;

  private String text;
  private byte[] bytes;

  @Setup
  public void setUp() {
    text = of.words.repeat(1024 / of.words.length());
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
      sum += RawBody.of(value, InvalidCharacters.FAIL).bytes();
    }
    return sum;
  }
}
