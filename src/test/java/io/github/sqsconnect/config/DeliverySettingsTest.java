package io.github.sqsconnect.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.fakes.ConnectorSettings;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliverySettingsTest {
  private static DeliverySettings with(String... keysAndValues) {
    return SqsSinkConfig.from(
            ConnectorSettings.with(ConnectorSettings.STANDARD_QUEUE, keysAndValues))
        .delivery();
  }

  /** Every value differs from the default and from the others. */
  @Test
  void oneAtATimeChangesOnlyTheRequestsInFlight() {
    String[] settings = {
      "sqs.batch.max.messages", "9",
      "sqs.batch.max.bytes", "1048575",
      "sqs.linger.ms", "8",
      "sqs.fifo.ordering", "relaxed",
      "sqs.buffer.max.bytes", "1048577",
      "sqs.request.timeout.ms", "101",
      "sqs.delivery.timeout.ms", "102",
      "sqs.retry.backoff.ms", "103",
      "sqs.retry.backoff.max.ms", "104",
      "sqs.rate.limit.messages.per.second", "105",
      "sqs.max.in.flight.requests", "106"
    };
    DeliverySettings many = with(settings);
    assertThat(many.maxInFlightRequests()).isEqualTo(106);

    settings[settings.length - 1] = "1";
    assertThat(many.oneAtATime()).isEqualTo(with(settings));
  }

  @ParameterizedTest
  @CsvSource({
    "sqs.batch.max.messages, 10, 11",
    "sqs.batch.max.bytes, 1048576, 1048577",
    "sqs.linger.ms, 60000, 60001",
    "sqs.max.in.flight.requests, 1000, 1001",
    "sqs.request.timeout.ms, 300000, 300001",
    "sqs.retry.backoff.ms, 60000, 60001",
    "sqs.retry.backoff.max.ms, 600000, 600001",
    "sqs.rate.limit.messages.per.second, 0, -1"
  })
  void limitIsAllowedAndTheValueBeyondItIsNot(String key, String limit, String beyond) {
    assertThatCode(() -> with(key, limit)).doesNotThrowAnyException();
    assertThatThrownBy(() -> with(key, beyond))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(key + " = '" + beyond + "' ");
  }

  @ParameterizedTest
  @CsvSource({"strict, STRICT", "relaxed, RELAXED"})
  void orderingIsOneOfTwoWords(String word, DeliverySettings.FifoOrdering ordering) {
    assertThat(with("sqs.fifo.ordering", word).fifoOrdering()).isEqualTo(ordering);
  }
}
