package io.github.sqsconnect.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.sqsconnect.config.MessageSettings.InvalidCharacters;
import io.github.sqsconnect.json.RejectedRecordException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawBodyTest {
  private static final String REPLACEMENT = "\uFFFD";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "{\"id\": 1.0}",
        "tab\tline\nreturn\r",
        " \uD7FF\uE000\uFFFD",
        "\uD800\uDC00 \uDBFF\uDFFF 𝄞",
        "<&>\"'\\",
        "\u007F\u0080\u009F"
      })
  void textIsTheBodyAsItIs(String text) {
    assertThat(of(text)).isEqualTo(new RawBody(text, text.getBytes(StandardCharsets.UTF_8).length));
  }

  @Test
  void bytesBecomeBase64() {
    byte[] bytes = {0, -1, 127, -128, 10};
    RawBody body = of(bytes);
    assertThat(Base64.getDecoder().decode(body.text())).isEqualTo(bytes);
    assertThat(body.bytes()).isEqualTo(8);
  }

  @Test
  void bufferBecomesBase64AndIsLeftAsItWas() {
    ByteBuffer buffer = ByteBuffer.wrap(new byte[] {9, 1, 2, 3, 9}, 1, 3);
    RawBody body = of(buffer);
    assertThat(Base64.getDecoder().decode(body.text())).containsExactly(1, 2, 3);
    assertThat(buffer.remaining()).isEqualTo(3);
    assertThat(of(buffer.asReadOnlyBuffer()).text()).isEqualTo(body.text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0000",
        "\u0008",
        "\u000B",
        "\u000C",
        "\u001F",
        "\uFFFE",
        "\uFFFF",
        "\uD800",
        "\uDFFF",
        "\uDC00\uD800"
      })
  void characterThatSqsRefusesIsNamedWithItsPlace(String character) {
    assertThat(reason("qz" + character + "c"))
        .contains(String.format("U+%04X", (int) character.charAt(0)))
        .contains("at index 2")
        .contains("Allowed:")
        .contains("behavior.on.invalid.characters=replace")
        .doesNotContain("qz");
  }

  @Test
  void charactersThatSqsRefusesAreReplacedIfTheUserSaysSo() {
    RawBody body = RawBody.of("a\u0000b\uD800c\uDFFFd\uFFFE𝄞", InvalidCharacters.REPLACE);
    assertThat(body.text())
        .isEqualTo(
            "a" + REPLACEMENT + "b" + REPLACEMENT + "c" + REPLACEMENT + "d" + REPLACEMENT + "𝄞");
    assertThat(body.bytes()).isEqualTo(body.text().getBytes(StandardCharsets.UTF_8).length);
  }

  @Test
  void emptyValuesAreRejected() {
    for (Object empty : new Object[] {"", new byte[0], ByteBuffer.allocate(0)}) {
      assertThat(reason(empty)).contains("empty value", "Allowed: at least one");
    }
  }

  @Test
  void otherValuesAreRejectedWithAdvice() {
    for (Object value :
        new Object[] {
          1, 1.5, true, new BigDecimal("1"), List.of("secret"), Map.of("k", "secret")
        }) {
      assertThat(reason(value))
          .contains(value.getClass().getName(), "StringConverter")
          .doesNotContain("secret");
    }
  }

  private static String reason(Object value) {
    return catchThrowableOfType(RejectedRecordException.class, () -> of(value)).reason();
  }

  private static RawBody of(Object value) {
    return RawBody.of(value, InvalidCharacters.FAIL);
  }
}
