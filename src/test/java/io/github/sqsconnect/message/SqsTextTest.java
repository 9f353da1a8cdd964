package io.github.sqsconnect.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.sqsconnect.config.MessageSettings.InvalidCharacters;
import io.github.sqsconnect.json.RejectedRecordException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqsTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "~",
        "\t\n\r",
        "\u007F",
        "\u0080",
        "\u07FF",
        "\u0800",
        "\uD7FF",
        "\uE000",
        "\uFFFD",
        "\uD800\uDC00",
        "a\uDBFF\uDFFFb"
      })
  void lengthIsThatInUtf8(String text) {
    assertThat(of(text, InvalidCharacters.FAIL))
        .isEqualTo(new SqsText(text, text.getBytes(StandardCharsets.UTF_8).length));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "\u001F", "\uD800", "\uDFFF", "\uFFFE", "\uFFFF"})
  void otherCharactersAreRejectedOrReplaced(String character) {
    String text = "é" + character + " ";
    assertThat(of(text, InvalidCharacters.REPLACE)).isEqualTo(new SqsText("é\uFFFD ", 6));
    assertThat(
            catchThrowableOfType(
                    RejectedRecordException.class, () -> of(text, InvalidCharacters.FAIL))
                .reason())
        .startsWith(
            "a character that SQS refuses, "
                + String.format("U+%04X", (int) character.charAt(0))
                + " at index 1 of the header h. Allowed: ")
        .endsWith("Set behavior.on.invalid.characters=replace, or fix it");
  }

  @Test
  void firstOfSeveralIsNamed() {
    assertThat(
            catchThrowableOfType(
                    RejectedRecordException.class, () -> of("\u0001\u0002", InvalidCharacters.FAIL))
                .reason())
        .contains("U+0001 at index 0");
  }

  private static SqsText of(String text, InvalidCharacters invalidCharacters) {
    return SqsText.of(text, invalidCharacters, " of the header h", ", or fix it");
  }
}
