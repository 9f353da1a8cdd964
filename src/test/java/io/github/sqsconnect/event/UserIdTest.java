package io.github.sqsconnect.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.ParsedJson;
import io.github.sqsconnect.record.FoundValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserIdTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "42, 42",
        "\"42\", 42",
        "42.0, 42",
        "4.2e1, 42",
        "-0, 0",
        "\"-0\", 0",
        "9223372036854775807, 9223372036854775807",
        "\"-9223372036854775808\", -9223372036854775808",
        "9007199254740992.0, 9007199254740992"
      })
  void sameUserHasTheSameDigits(String json, String digits) {
    assertThat(digits(json)).isEqualTo(digits);
  }

  /** Beyond 2^53 a number with a point or an exponent may be rounded already. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "9223372036854775808",
        "9007199254740993.0",
        "1e16",
        "4.25",
        "1e999999999999",
        "\"42.0\"",
        "\"\"",
        "\" 42\"",
        "true",
        "null",
        "[42]"
      })
  void otherValuesAreNoUser(String json) {
    assertThat(digits(json)).isNull();
  }

  private static @Nullable String digits(String json) {
    JsonDocument document = ParsedJson.parse(json);
    return UserId.digits(new FoundValue(document, document.root(), ""));
  }
}
