package io.github.sqsconnect.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.fakes.ConnectorSettings;
import org.apache.kafka.common.config.ConfigException;
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
  @ValueSource(strings = {"json", "envelope", "cloudevents"})
  void formatWithJsonOfTheValueUsesThem(String format) {
    SqsSinkConfig config =
        with("sqs.message.format", format, "sqs.json.timestamp.format", "iso-8601");

    assertThat(config.conflicts()).isEmpty();
    assertThat(config.warnings()).isEmpty();
  }

  @Test
  void templatesOfCloudEventsAreIgnoredByOtherFormats() {
    for (String format : new String[] {"json", "envelope", "raw", "event-batch"}) {
      SqsSinkConfig config =
          with(
              "sqs.message.format", format,
              "sqs.cloudevents.subject", "${key}",
              "sqs.cloudevents.type", "${topic}");
      assertThat(config.conflicts()).isEmpty();
      assertThat(config.warnings()).containsOnlyKeys("sqs.cloudevents.subject");
    }
    assertThat(
            with("sqs.message.format", "cloudevents", "sqs.cloudevents.subject", "${key}")
                .warnings())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"my shop", "kafka:", "http://[${topic}", "ü", "/a?ids[]=${key}"})
  void sourceThatCanBeNoUriReferenceIsRefused(String source) {
    assertThatThrownBy(() -> with("sqs.cloudevents.source", source))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("sqs.cloudevents.source = '" + source + "' is not a URI reference.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kafka:${topic}",
        "/shop/${key}",
        "https://e.com/${value.a b}?x#y",
        "${key}",
        "http://[::1]:80/${topic}"
      })
  void sourceThatCanBeAUriReferenceIsAccepted(String source) {
    assertThat(with("sqs.cloudevents.source", source).message().body().cloudEventsSource())
        .isEqualTo(source);
  }

  @Test
  void templateWithoutTextIsRefused() {
    assertThatThrownBy(() -> with("sqs.cloudevents.type", "${mpid}"))
        .hasMessageContaining("contains ${mpid}, which is not known");
    assertThatThrownBy(() -> with("sqs.cloudevents.source", "${topic"))
        .hasMessageContaining("has '${' without '}'");
  }
}
