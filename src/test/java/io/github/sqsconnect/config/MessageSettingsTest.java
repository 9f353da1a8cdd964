package io.github.sqsconnect.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.fakes.ConnectorSettings;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageSettingsTest {
  private static MessageSettings with(String... keysAndValues) {
    return SqsSinkConfig.from(ConnectorSettings.with(ConnectorSettings.FIFO_QUEUE, keysAndValues))
        .message();
  }

  @ParameterizedTest
  @CsvSource({"auto, false", "content, false", "${key}, true", "auto-${key}, true"})
  void onlyOtherTextsThanTheTwoWordsAreTemplatesOfIds(String value, boolean template) {
    assertThat(with("sqs.message.deduplication.id", value).hasIdTemplate()).isEqualTo(template);
  }

  @Test
  void missingDeduplicationIdIsNoTemplate() {
    assertThat(with().hasIdTemplate()).isFalse();
  }

  @Test
  void delayIsLimitedToThatOfSqs() {
    assertThatCode(() -> with("sqs.delay.ms", "900000")).doesNotThrowAnyException();
    assertThatThrownBy(() -> with("sqs.delay.ms", "900001"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("Allowed: 0 to 900000");
  }

  @Test
  void templateOfIdsMustDifferBetweenRecords() {
    assertThatThrownBy(() -> with("sqs.message.deduplication.id", "${topic}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("sqs.message.deduplication.id = '${topic}'");
  }

  @Test
  void wordWithAHyphenIsTheConstantWithAnUnderscore() {
    assertThat(MessageSettings.word(MessageSettings.Format.class, "event-batch"))
        .isEqualTo(MessageSettings.Format.EVENT_BATCH);
  }
}
