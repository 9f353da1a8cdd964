package io.github.sqsconnect.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonReaderTest {
  private final JsonDocument document = new JsonDocument();
  private final JsonReader reader = new JsonReader(document);

  @Test
  void canonicalTextIsIndexedWithoutACopy() {
    reader.read("{\"a\":[1,\"x\",true,false]}");

    assertThat(document.isCanonical(document.root())).isTrue();
    assertThat(document.buffer.size()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"[ 1]", "[1 ]", "[\"\\u0041\"]", "{\"a\":null}", "{\"a\":1,\"a\":2}"})
  void textThatIsNotCanonicalIsMarked(String json) {
    reader.read(json);

    assertThat(document.isCanonical(document.root())).isFalse();
  }

  @Test
  void nullElementsAndSpaceAroundTheValueStayCanonical() {
    reader.read(" [null] ");

    assertThat(document.isCanonical(document.root())).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"0,true", "-12,true", "1.0,false", "1e2,false", "1E+2,false", "-0.5e-3,false"})
  void numbersKeepTheirDigitsAndKnowWhetherTheyAreIntegers(String json, boolean integer) {
    reader.read(json);

    assertThat(document.literal(document.root())).isEqualTo(json);
    assertThat(document.isInteger(document.root())).isEqualTo(integer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":[0,tru]} | byte 11, in /a/1: found an unknown word",
        "{\"a\":{\"b\":01}} | byte 11, in /a/b: found no comma or closing brace after a member",
        "[1] 2 | byte 4, in the root: found text after the JSON value",
        "[\"\\x\"] | byte 2, in /0: found an unknown escape in a string",
        "[- | byte 2, in /0: found text that starts no JSON value"
      })
  void rejectionNamesTheByteThePlaceAndTheReason(String json, String reason) {
    assertThatThrownBy(() -> reader.read(json))
        .isInstanceOf(RejectedRecordException.class)
        .hasMessageStartingWith("not valid JSON at " + reason);
  }

  @Test
  void nestingOf512LevelsIsReadAndOneMoreIsRejected() {
    reader.read("[".repeat(512) + "]".repeat(512));

    assertThatThrownBy(() -> reader.read("[".repeat(513) + "]".repeat(513)))
        .hasMessageContaining("nesting deeper than 512");
  }

  @Test
  void loneSurrogateIsReadFromAStringButNotFromBytes() {
    reader.read("\"\uD83D\"");
    assertThat(document.literal(document.root())).isEqualTo("\"\\uD83D\"");

    byte[] surrogate = {'"', (byte) 0xED, (byte) 0xA0, (byte) 0xBD, '"'};
    assertThatThrownBy(() -> reader.read(surrogate))
        .hasMessageContaining("bytes that are not UTF-8");
  }

  @Test
  void readerIsUsableAfterARejection() {
    assertThatThrownBy(() -> reader.read("{\"a\":[1,{\"b\":"))
        .isInstanceOf(RejectedRecordException.class);

    reader.read("{\"c\":2}".getBytes(UTF_8));
    assertThat(ParsedJson.write(document)).isEqualTo("{\"c\":2}");
  }
}
