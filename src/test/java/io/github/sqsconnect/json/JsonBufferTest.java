package io.github.sqsconnect.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class JsonBufferTest {
  private final JsonBuffer buffer = new JsonBuffer(1);

  @Test
  void integersAreWrittenAsJavaWritesThem() {
    assertWritten(0);
    assertWritten(Long.MIN_VALUE);
    assertWritten(Long.MAX_VALUE);
    for (long power = 1; power > 0 && power <= Long.MAX_VALUE / 10; power *= 10) {
      for (long near = power - 2; near <= power + 2; near++) {
        assertWritten(near);
        assertWritten(-near);
      }
    }
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 10_000; i++) {
      assertWritten(random.nextLong() >> random.nextInt(64));
    }
  }

  private void assertWritten(long value) {
    int from = buffer.size();
    buffer.putLong(value);
    assertThat(buffer.text(from)).isEqualTo(Long.toString(value));
  }

  @Test
  void textIsWrittenInUtf8() {
    buffer.putText("orders.v1");
    buffer.putText("-é😀-");
    buffer.putText("\uD800");
    assertThat(buffer.text(0)).isEqualTo("orders.v1-é😀-?");
  }

  @Test
  void bufferGrowsFromAnySize() {
    JsonBuffer buffer = new JsonBuffer(1);
    buffer.putString("é".repeat(5_000) + "\"");
    assertThat(buffer.text(0)).isEqualTo("\"" + "é".repeat(5_000) + "\\\"\"");
    buffer.clear();
    buffer.putString("a".repeat(3_000_000));
    assertThat(buffer.size()).isEqualTo(3_000_002);
    buffer.clear();
    assertThat(buffer.bytes()).hasSizeLessThan(3_000_000);
  }
}
