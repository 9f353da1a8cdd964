package io.github.sqsconnect.json;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntegralNumberTest {
  private static final String NO_INTEGER = "none";

  @ParameterizedTest
  @CsvSource({
    "42, 42",
    "42.0, 42",
    "4.2e1, 42",
    "420e-1, 42",
    "-1.50E+2, -150",
    "0.0, 0",
    "-0e99999999999999999999, 0",
    "0.0012e4, 12",
    "1e0003, 1000",
    "4.25e1, none",
    "1e-1, none",
    "1e9999999999999999, none"
  })
  void integersHaveOneForm(String number, String expected) {
    assertThat(normalized(number)).isEqualTo(expected);
  }

  @Test
  void moreThanAThousandDigitsKeepAnExponentForTheirZeros() {
    assertThat(normalized("12e998")).isEqualTo("12" + "0".repeat(998));
    assertThat(normalized("12e999")).isEqualTo("12E999");
    assertThat(normalized("1.20e999999999999999")).isEqualTo("12E999999999999998");
  }

  @ParameterizedTest
  @CsvSource({
    "9223372036854775807.0, 9223372036854775807",
    "-9223372036854775808e0, -9223372036854775808",
    "9223372036854775808, none",
    "1e19, none",
    "1e18, 1000000000000000000"
  })
  void int64StaysWithin64Bits(String number, String expected) {
    JsonBuffer out = new JsonBuffer();
    out.put('#');

    boolean written = IntegralNumber.putInt64(number.getBytes(US_ASCII), 0, number.length(), out);

    assertThat(written ? out.text(1) : NO_INTEGER).isEqualTo(expected);
    assertThat(written || out.size() == 1).as("nothing is written for other numbers").isTrue();
  }

  private static String normalized(String number) {
    JsonBuffer out = new JsonBuffer();
    return IntegralNumber.put(number.getBytes(US_ASCII), 0, number.length(), out)
        ? out.text(0)
        : NO_INTEGER;
  }
}
