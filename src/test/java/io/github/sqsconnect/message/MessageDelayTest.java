package io.github.sqsconnect.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.fakes.ConnectorSettings;
import io.github.sqsconnect.json.RejectedRecordException;
import java.math.BigDecimal;
import java.util.stream.Stream;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MessageDelayTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {"0, none", "1, 1", "999, 1", "1000, 1", "1001, 2", "900000, 900"})
  void delayIsInWholeSecondsRoundedUp(String millis, @Nullable Integer seconds) {
    MessageDelay delay = delay("sqs.delay.ms", millis);

    assertThat(delay.seconds(record("d", 5_000))).isEqualTo(seconds);
  }

  static Stream<Arguments> delays() {
    return Stream.of(
        Arguments.of("0", 0),
        Arguments.of("00001", 1),
        Arguments.of("1000", 1),
        Arguments.of("1001", 2),
        Arguments.of("900000", 900),
        Arguments.of("0000001000", 1),
        Arguments.of(900_000, 900),
        Arguments.of(900_000.0, 900),
        Arguments.of((byte) 7, 1),
        Arguments.of((short) 2_000, 2),
        Arguments.of(899_001, 900),
        Arguments.of(3_000L, 3),
        Arguments.of(3_000.0, 3),
        Arguments.of(new BigDecimal("4e3"), 4));
  }

  @ParameterizedTest
  @MethodSource("delays")
  void headerOfTheRecordWins(Object value, int seconds) {
    MessageDelay delay = delay("sqs.delay.header", "d", "sqs.delay.ms", "60000");

    assertThat(delay.seconds(record("d", value))).isEqualTo(seconds);
  }

  @Test
  void lastHeaderOfTheNameCounts() {
    SinkRecord record = record("d", "1000");
    record.headers().addString("d", "2000").addString("other", "3000");

    assertThat(delay("sqs.delay.header", "d").seconds(record)).isEqualTo(2);
  }

  @Test
  void recordWithoutTheHeaderHasTheDelayOfTheConnector() {
    MessageDelay delay = delay("sqs.delay.header", "d", "sqs.delay.ms", "60000");

    assertThat(delay.seconds(record("D", "1"))).isEqualTo(60);
    assertThat(delay.seconds(record("d", null))).isEqualTo(60);
    assertThat(delay("sqs.delay.header", "d").seconds(record("D", "1"))).isNull();
  }

  static Stream<Object> noDelays() {
    return Stream.of(
        "",
        " 1",
        "1.5",
        "-1",
        "+1",
        "900001",
        "00000001000",
        "99999999999999999999",
        "1s",
        "٣",
        -1,
        900_001,
        Long.MIN_VALUE,
        1.5,
        Double.NaN,
        1e300,
        -1e300,
        900_001.0,
        Double.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Long.MAX_VALUE,
        new BigDecimal("1e999999999"),
        true,
        new byte[] {'1'});
  }

  @ParameterizedTest
  @MethodSource("noDelays")
  void otherValuesRejectTheRecord(Object value) {
    MessageDelay delay = delay("sqs.delay.header", "d");

    assertThat(
            catchThrowableOfType(
                    RejectedRecordException.class, () -> delay.seconds(record("d", value)))
                .reason())
        .startsWith("not a delay: the value of the header d. Allowed: ")
        .contains("0 to 900000", "sqs.delay.header");
  }

  private static MessageDelay delay(String... keysAndValues) {
    return new MessageDelay(
        SqsSinkConfig.from(ConnectorSettings.with(ConnectorSettings.STANDARD_QUEUE, keysAndValues))
            .message());
  }

  private static SinkRecord record(String header, @Nullable Object value) {
    return new SinkRecord("t", 0, null, null, null, "{}", 0)
        .newRecord(
            "t", 0, null, null, null, "{}", null, new ConnectHeaders().add(header, value, null));
  }
}
