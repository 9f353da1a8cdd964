package io.github.sqsconnect.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.json.ConnectForm;
import io.github.sqsconnect.json.JsonBuffer;
import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.KeptNulls;
import io.github.sqsconnect.json.RejectedRecordException;
import io.github.sqsconnect.message.EmbeddedValue.Kind;
import io.github.sqsconnect.message.EmbeddedValue.Parsed;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedValueTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        " {\"a\":1.0, \"a\":null} | JSON | JSON | TEXT",
        "[1]                     | JSON | JSON | TEXT",
        "-42                     | JSON | TEXT | TEXT",
        "0042                    | TEXT | TEXT | TEXT",
        "true                    | JSON | TEXT | TEXT",
        "null                    | JSON | TEXT | TEXT",
        "\"quoted\"              | JSON | TEXT | TEXT",
        "hello                   | TEXT | TEXT | TEXT",
        "{not JSON}              | TEXT | TEXT | TEXT",
        "``                      | TEXT | TEXT | TEXT"
      })
  void textIsJsonWhereItIsParsed(String text, Kind all, Kind containers, Kind none) {
    assertText(Parsed.ALL, text, all);
    assertText(Parsed.CONTAINERS, text, containers);
    assertText(Parsed.NONE, text, none);
  }

  private static void assertText(Parsed parsed, String text, Kind kind) {
    String quoted = "\"" + text.replace("\"", "\\\"") + "\"";
    String base64 = "\"" + Base64.getEncoder().encodeToString(text.getBytes(UTF_8)) + "\"";
    boolean json = kind == Kind.JSON;
    assertThat(written(parsed, text)).isEqualTo(json ? text : quoted);
    assertThat(written(parsed, text.getBytes(UTF_8))).isEqualTo(json ? text : base64);
    assertThat(written(parsed, ByteBuffer.wrap((" " + text).getBytes(UTF_8)).position(1)))
        .isEqualTo(json ? text : base64);
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "\n", "\r", "\t", " \t\r\n"})
  void spaceBeforeJsonIsSkippedAndSpaceAloneIsText(String space) {
    for (Parsed parsed : new Parsed[] {Parsed.ALL, Parsed.CONTAINERS}) {
      assertThat(kind(parsed, space + "{}")).isEqualTo(Kind.JSON);
      assertThat(kind(parsed, (space + "{}").getBytes(UTF_8))).isEqualTo(Kind.JSON);
      assertThat(kind(parsed, space)).isEqualTo(Kind.TEXT);
      assertThat(kind(parsed, space.getBytes(UTF_8))).isEqualTo(Kind.BYTES);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1.5", "9", "-0", "true", "false", "null", "\"a\"", "[]", "{}"})
  void everyJsonValueIsFoundByItsFirstCharacter(String json) {
    assertThat(kind(Parsed.ALL, json)).isEqualTo(Kind.JSON);
    assertThat(kind(Parsed.ALL, json.getBytes(UTF_8))).isEqualTo(Kind.JSON);
  }

  private static Kind kind(Parsed parsed, Object given) {
    EmbeddedValue value = embedded(parsed);
    value.read(null, given);
    return value.kind();
  }

  @Test
  void kindAndRootTellWhatWasRead() {
    EmbeddedValue value = embedded(Parsed.ALL);

    value.read(null, "{}");
    assertThat(value.kind()).isEqualTo(Kind.JSON);
    assertThat(value.root()).isZero();

    value.read(null, "{");
    assertThat(value.kind()).isEqualTo(Kind.TEXT);
    assertThat(value.root()).isEqualTo(JsonDocument.NONE);

    value.read(null, new byte[] {1});
    assertThat(value.kind()).isEqualTo(Kind.BYTES);

    value.read(null, null);
    assertThat(value.kind()).isEqualTo(Kind.NULL);
    assertThat(written(Parsed.ALL, null)).isEqualTo("null");
  }

  @Test
  void connectDataIsJsonWhateverIsParsed() {
    assertThat(written(Parsed.NONE, Map.of("a", Arrays.asList(1, null))))
        .isEqualTo("{\"a\":[1,null]}");
    assertThat(written(Parsed.NONE, 7L)).isEqualTo("7");
    assertThatThrownBy(() -> written(Parsed.ALL, Double.NaN))
        .isInstanceOf(RejectedRecordException.class);
  }

  @Test
  void charactersThatSqsRefusesBecomeEscapes() {
    assertThat(written(Parsed.NONE, "\u0000\uFFFE\ud800")).isEqualTo("\"\\u0000\\uFFFE\\uD800\"");
  }

  private static String written(Parsed parsed, @Nullable Object given) {
    EmbeddedValue value = embedded(parsed);
    value.read(null, given);
    JsonBuffer out = new JsonBuffer();
    value.write(out);
    return out.text(0);
  }

  private static EmbeddedValue embedded(Parsed parsed) {
    return new EmbeddedValue(new JsonDocument(), ConnectForm.numbers(KeptNulls.ALL), parsed);
  }
}
