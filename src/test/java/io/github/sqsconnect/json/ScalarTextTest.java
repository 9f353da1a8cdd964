package io.github.sqsconnect.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers as plain decimal text. */
class ScalarTextTest {
  @ParameterizedTest
  @CsvSource({
    "0,0",
    "-0,-0",
    "1.10,1.10",
    "1e3,1000",
    "1E+3,1000",
    "1.5e0,1.5",
    "15e-1,1.5",
    "-15e-3,-0.015",
    "0e5,0",
    "0.0e-1,0.00",
    "1e-999999999,1E-999999999",
    "12e999999999,1.2E+1000000000",
    "0e99999999999,0",
    "1e99999999999999999999,1e99999999999999999999"
  })
  void numbersAsTextArePlain(String number, String text) {
    assertThat(ScalarText.plain(number)).isEqualTo(text);
  }

  @Test
  void numbersArePlainToAThousandDigits() {
    assertThat(ScalarText.plain("1e999")).isEqualTo("1" + "0".repeat(999));
    assertThat(ScalarText.plain("1e1000")).isEqualTo("1E+1000");
    assertThat(ScalarText.plain("1e-999")).isEqualTo("0." + "0".repeat(998) + "1");
    assertThat(ScalarText.plain("1e-1000")).isEqualTo("1E-1000");
    assertThat(ScalarText.plain("7".repeat(1_001))).isEqualTo("7".repeat(1_001));
    assertThat(ScalarText.plain("0." + "0".repeat(1_200) + "12")).isEqualTo("1.2E-1201");
    assertThat(ScalarText.plain("0." + "0".repeat(1_200) + "1e1201")).isEqualTo("1");
  }
}
