package io.github.sqsconnect.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttributeNumberTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "42",
        "-12.5",
        "007",
        "0.0000000000000000000000000000000000001",
        "99999999999999999999999999999999999999",
        "-9999999999999999999.9999999999999999999"
      })
  void decimalOfAtMost38DigitsIsANumber(String text) {
    assertThat(AttributeNumber.isNumber(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        ".",
        "-.",
        ".5",
        "-.5",
        "5.",
        "+5",
        " 5",
        "5 ",
        "1e5",
        "1.2.3",
        "--1",
        "1-",
        "NaN",
        "0x10",
        "٣",
        "100000000000000000000000000000000000000",
        "0.00000000000000000000000000000000000001",
        "-99999999999999999999.9999999999999999999"
      })
  void everythingElseIsNone(String text) {
    assertThat(AttributeNumber.isNumber(text)).isFalse();
  }
}
