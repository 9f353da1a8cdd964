package io.github.sqsconnect.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageDelayTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {"0, none", "1, 1", "999, 1", "1000, 1", "1001, 2", "900000, 900"})
  void delayIsInWholeSecondsRoundedUp(long millis, Integer seconds) {
    assertThat(new MessageDelay(millis).seconds()).isEqualTo(seconds);
  }
}
