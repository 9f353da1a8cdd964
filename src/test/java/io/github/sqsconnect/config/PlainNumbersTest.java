package io.github.sqsconnect.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainNumbersTest {
  @ParameterizedTest
  @CsvSource({
    "sqs.linger.ms, 7ms, milliseconds, 7",
    "sqs.linger.ms, ' 2 s ', milliseconds, 2000",
    "sqs.linger.ms, 1.5s, milliseconds, 1500",
    "sqs.linger.ms, 1m, milliseconds, 60000",
    "sqs.linger.ms, 2h, milliseconds, 5",
    "sqs.linger.ms, 0.1ms, milliseconds, 5",
    "sqs.linger.ms, soon, milliseconds, 5",
    "sqs.linger.ms, '', milliseconds, 5",
    "sqs.linger.ms, 5.0, milliseconds, 5",
    "sqs.request.timeout.ms, 99999999999999999999, milliseconds, 10000",
    "sqs.message.max.bytes, 256KB, bytes, 262144",
    "sqs.message.max.bytes, 1 MiB, bytes, 1048576",
    "sqs.message.max.bytes, 2MB, bytes, 1048576",
    "sqs.message.max.bytes, 9999999999, bytes, 1048576",
    "sqs.buffer.max.bytes, 1g, bytes, 1073741824",
  })
  void valueWithAUnitIsAnErrorWithTheNumberToSet(
      String key, String value, String unit, String example) {
    assertThat(PlainNumbers.errors(Map.of(key, value)))
        .containsExactly(
            Map.entry(
                key,
                key
                    + " = '"
                    + value.trim()
                    + "' is not a whole number of "
                    + unit
                    + ". Set the number without a unit, for example "
                    + example
                    + "."));
  }

  @Test
  void countHasNoUnit() {
    assertThat(PlainNumbers.errors(Map.of("sqs.batch.max.messages", "5ms")).values())
        .containsExactly(
            "sqs.batch.max.messages = '5ms' is not a whole number. Set the number without a unit, for example 10.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "+5", " 5 ", "9223372036854775807"})
  void wholeNumberIsNoError(String value) {
    assertThat(PlainNumbers.errors(Map.of("sqs.linger.ms", value))).isEmpty();
  }

  @Test
  void everyNumberIsCheckedAndNothingElse() {
    Map<String, @Nullable String> properties = new HashMap<>();
    SqsSinkConfig.definition().names().forEach(key -> properties.put(key, "7ms"));
    properties.put("sqs.delay.ms", null);
    assertThat(PlainNumbers.errors(properties).keySet())
        .doesNotContain("sqs.delay.ms")
        .contains("sqs.rejected.in.a.row.max")
        .allMatch(
            key ->
                switch (SqsSinkConfig.definition().configKeys().get(key).type) {
                  case INT, LONG -> true;
                  default -> false;
                });
  }
}
