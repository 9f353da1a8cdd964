package io.github.sqsconnect.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.ConnectorSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodySettingsTest {
  private static SqsSinkConfig with(String... keysAndValues) {
    return SqsSinkConfig.from(
        ConnectorSettings.with(ConnectorSettings.STANDARD_QUEUE, keysAndValues));
  }

  @Test
  void choicesAreParsed() {
    BodySettings body =
        with("sqs.json.decimal.format", "string", "sqs.json.timestamp.format", "iso-8601")
            .message()
            .body();

    assertThat(body.decimalFormat()).isEqualTo(BodySettings.DecimalFormat.STRING);
    assertThat(body.timestampFormat()).isEqualTo(BodySettings.TimestampFormat.ISO_8601);
    assertThat(with().message().body()).isEqualTo(BodySettings.DEFAULTS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"event-batch", "raw"})
  void formatWithoutJsonOfTheValueIgnoresThem(String format) {
    SqsSinkConfig config =
        with("sqs.message.format", format, "sqs.json.timestamp.format", "iso-8601");

    assertThat(config.conflicts()).isEmpty();
    assertThat(config.warnings()).containsOnlyKeys("sqs.json.timestamp.format");
  }

  @ParameterizedTest
  @ValueSource(strings = {"json"})
  void formatWithJsonOfTheValueUsesThem(String format) {
    SqsSinkConfig config =
        with("sqs.message.format", format, "sqs.json.timestamp.format", "iso-8601");

    assertThat(config.conflicts()).isEmpty();
    assertThat(config.warnings()).isEmpty();
  }
}
