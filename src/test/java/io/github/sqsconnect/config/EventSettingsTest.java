package io.github.sqsconnect.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.config.EventSettings.InputFormat;
import io.github.sqsconnect.config.EventSettings.Int64Format;
import io.github.sqsconnect.config.EventSettings.Validation;
import io.github.sqsconnect.fakes.ConnectorSettings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventSettingsTest {
  private static EventSettings with(String... keysAndValues) {
    return SqsSinkConfig.from(
            ConnectorSettings.with(ConnectorSettings.STANDARD_QUEUE, keysAndValues))
        .event();
  }

  @Test
  void recordsAreRecognisedAndCheckedByDefault() {
    EventSettings settings = with();

    assertThat(settings.inputFormat()).isEqualTo(InputFormat.AUTO);
    assertThat(settings.validation()).isEqualTo(Validation.STRUCTURE);
    assertThat(settings.schemaVersion()).isEqualTo(2);
    assertThat(settings.environment()).isEqualTo("production");
    assertThat(settings.int64Format()).isEqualTo(Int64Format.KEEP);
    assertThat(settings.uniqueId()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void everyInputFormatHasAWord(InputFormat format) {
    String word = format.name().toLowerCase(java.util.Locale.ROOT);
    assertThat(with("event.input.format", word).inputFormat()).isEqualTo(format);
  }

  @ParameterizedTest
  @EnumSource
  void everyFormatOfIntegersHasAWord(Int64Format format) {
    String word = format.name().toLowerCase(java.util.Locale.ROOT);
    assertThat(with("event.int64.format", word).int64Format()).isEqualTo(format);
  }

  @ParameterizedTest
  @EnumSource
  void everyValidationHasAWord(Validation validation) {
    String word = validation.name().toLowerCase(java.util.Locale.ROOT);
    assertThat(with("event.validation", word).validation()).isEqualTo(validation);
  }

  @Test
  void blanksAroundItemsAreRemoved() {
    assertThat(EventSettings.trimmed(List.of(" ip ", "a b"))).containsExactly("ip", "a b");
  }
}
