package io.github.sqsconnect.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.ConnectorSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That the connector reports these errors and warnings is in {@code SettingThatIsIgnoredTest}. */
class IgnoredSettingsTest {
  private static SqsSinkConfig fifo(String... keysAndValues) {
    return SqsSinkConfig.from(ConnectorSettings.with(ConnectorSettings.FIFO_QUEUE, keysAndValues));
  }

  private static SqsSinkConfig with(String... keysAndValues) {
    return SqsSinkConfig.from(
        ConnectorSettings.with(ConnectorSettings.STANDARD_QUEUE, keysAndValues));
  }

  @Test
  void onlyValuesThatAreNotTheDefaultCountAsChanged() {
    IgnoredSettings ignored =
        with("event.validation", "structure", "event.environment", "unknown", "sqs.linger.ms", "5")
            .ignored();

    assertThat(ignored.changed()).containsExactly("event.environment", "sqs.queue.url");
  }

  @Test
  void structuredConverterIsRecognisedByItsShortNameUnlessATransformFollows() {
    String converter = "io.confluent.connect.avro.AvroConverter";

    assertThat(with("value.converter", converter).ignored().structuredConverter())
        .contains(converter);
    assertThat(
            with("value.converter", converter, "transforms", "t").ignored().structuredConverter())
        .isEmpty();
    assertThat(with("value.converter", "a.StringConverter").ignored().structuredConverter())
        .isEmpty();
    assertThat(with().ignored().structuredConverter()).isEmpty();
  }

  @Test
  void keysOfAMissingProviderClassAreAConflict() {
    SqsSinkConfig config =
        with("sqs.credentials.provider.b", "x", "sqs.credentials.provider.a", "s3cret");

    assertThat(config.ignored().providerKeys())
        .containsExactly("sqs.credentials.provider.a", "sqs.credentials.provider.b");
    assertThat(config.ignored().conflicts(config))
        .containsOnlyKeys("sqs.credentials.provider.class")
        .extractingByKey("sqs.credentials.provider.class")
        .asString()
        .contains("although sqs.credentials.provider.a is set")
        .doesNotContain("s3cret");
    SqsSinkConfig complete =
        with("sqs.credentials.provider.class", "a.B", "sqs.credentials.provider.a", "x");
    assertThat(complete.ignored().conflicts(complete)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"auto, 0", "record, 0", "batch, 1", "event, 1"})
  void selectedAttributesAreAConflictIfNoPlainRecordIsAccepted(String format, int conflicts) {
    SqsSinkConfig config =
        with("event.input.format", format, "event.record.attributes.exclude", "ssn");

    assertThat(config.ignored().conflicts(config)).hasSize(conflicts);
    assertThat(config.ignored().warnings(config)).hasSize(conflicts);
  }

  @Test
  void settingsThatAreInEffectAreNoWarnings() {
    assertThat(
            fifo(
                    "sqs.message.format", "raw",
                    "behavior.on.invalid.characters", "replace",
                    "sqs.fifo.ordering", "relaxed",
                    "sqs.id.namespace", "a",
                    "aws.sts.role.arn", "arn:aws:iam::123456789012:role/Sender",
                    "aws.sts.role.session.name", "sender")
                .warnings())
        .isEmpty();
  }

  @Test
  void namespaceDoesNotMatterToIdsFromATemplate() {
    String[] settings = {"sqs.id.namespace", "a", "sqs.message.deduplication.id", "${key}"};

    assertThat(fifo(settings).warnings()).containsOnlyKeys("sqs.id.namespace");
  }
}
