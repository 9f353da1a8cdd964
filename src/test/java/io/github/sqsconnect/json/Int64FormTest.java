package io.github.sqsconnect.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which texts are signed 64-bit integers. */
class Int64FormTest {
  @ParameterizedTest
  @CsvSource({
    "0,true",
    "-0,true",
    "7,true",
    "-7,true",
    "9223372036854775807,true",
    "9223372036854775808,false",
    "-9223372036854775808,true",
    "-9223372036854775809,false",
    "10000000000000000000,false",
    "'',false",
    "-,false",
    "00,false",
    "01,false",
    "-01,false",
    "+1,false",
    "1.0,false",
    "1e3,false",
    "' 1',false",
    "0x1,false"
  })
  void int64IsDecidedByItsDigits(String text, boolean expected) {
    byte[] padded = ascii("9" + text + "9");
    assertThat(Int64Form.isInt64(padded, 1, padded.length - 1)).isEqualTo(expected);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
