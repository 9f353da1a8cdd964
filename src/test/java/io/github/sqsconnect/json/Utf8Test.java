package io.github.sqsconnect.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text to UTF-8 and back gives the same text. */
class Utf8Test {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "abcdefgh",
        "é",
        "ÿ\u0080",
        "abcdefghé",
        "éabcdefghijklmnop\u00FF",
        "Ā",
        "éĀ",
        "aéa€",
        "😀é",
        "\uFFFF",
        "aaaaaaaaaaaaaaaaaaaaé?"
      })
  void stringsComeBackFromTheirBytes(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    assertThat(Utf8.bytes(text)).isEqualTo(utf8);
    assertThat(Utf8.string(utf8, 0, utf8.length)).isEqualTo(text);
    byte[] inside = Arrays.copyOf(ascii("x"), utf8.length + 2);
    System.arraycopy(utf8, 0, inside, 1, utf8.length);
    assertThat(Utf8.string(inside, 1, utf8.length + 1)).isEqualTo(text);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
