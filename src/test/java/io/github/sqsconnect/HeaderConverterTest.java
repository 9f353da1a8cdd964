package io.github.sqsconnect;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.ConnectorSettings;
import io.github.sqsconnect.logs.CapturedLog;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeaderConverterTest {
  private static final String SIMPLE = "org.apache.kafka.connect.storage.SimpleHeaderConverter";
  private static final String STRING = "org.apache.kafka.connect.storage.StringConverter";

  @Test
  void defaultThatGuessesTypesIsNamedWithItsFix() {
    assertThat(warnings("sqs.message.attributes.enabled", "true"))
        .contains("header.converter=(not set)", "header.converter=" + STRING);
    assertThat(warnings("sqs.message.attributes", "a=${header.h}")).contains("00123");
    assertThat(warnings("sqs.message.attributes.enabled", "true", "header.converter", SIMPLE))
        .contains("header.converter=" + SIMPLE + ";");
  }

  @Test
  void otherConvertersGuessNothing() {
    assertThat(warnings("sqs.message.attributes.enabled", "true", "header.converter", STRING))
        .isEmpty();
  }

  @Test
  void headersThatNobodyReadsDoNotMatter() {
    assertThat(warnings()).isEmpty();
    assertThat(warnings("sqs.message.attributes", "a=${key}")).isEmpty();
    assertThat(warnings("sqs.message.attributes.enabled", "maybe")).isEmpty();
  }

  @Test
  void startOfTheConnectorLogsItOnce() {
    Map<String, String> settings = new HashMap<>();
    ConnectorSettings.complete(
            ConnectorSettings.STANDARD_QUEUE, "sqs.message.attributes.enabled", "true")
        .forEach(settings::put);

    assertThat(CapturedLog.of(() -> new SqsSinkConnector().start(settings)))
        .containsOnlyOnce("event=header_types_guessed ");
  }

  private static String warnings(String... keysAndValues) {
    return HeaderConverter.warning(
            ConnectorSettings.with(ConnectorSettings.STANDARD_QUEUE, keysAndValues))
        .orElse("");
  }
}
