package io.github.sqsconnect.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Scans eight bytes at a time, with a single byte of interest at every place. */
class TextScanTest {
  @Test
  void plainTextEndsAtEachByteThatDoesNotStandForItself() {
    for (int special = 0; special < 256; special++) {
      boolean plain = special >= 0x20 && special < 0x80 && special != '"' && special != '\\';
      for (int at = 0; at < 24; at++) {
        byte[] text = ascii("a".repeat(40));
        text[at] = (byte) special;
        int found = TextScan.plainEnd(text, 0, 40);
        assertThat(found).as("%d at %d", special, at).isEqualTo(plain ? 40 : at);
      }
    }
  }

  @Test
  void scansLookNoFurtherThanTheEnd() {
    byte[] text = ascii("aaaaaaa\"?");
    assertThat(TextScan.plainEnd(text, 0, 7)).isLessThanOrEqualTo(7);
    assertThat(TextScan.asciiEnd(new byte[] {'a', -1, 'a'}, 0, 1)).isEqualTo(1);
    assertThat(TextScan.asciiEnd(new byte[] {'a', -1, 'a'}, 0, 3)).isEqualTo(1);
  }

  @Test
  void questionMarkIsFoundAtEveryPlace() {
    for (int at = 0; at < 20; at++) {
      byte[] text = ascii("@".repeat(20));
      assertThat(TextScan.hasQuestionMark(text)).isFalse();
      text[at] = '?';
      assertThat(TextScan.hasQuestionMark(text)).isTrue();
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
