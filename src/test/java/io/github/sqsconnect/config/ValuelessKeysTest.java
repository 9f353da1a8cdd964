package io.github.sqsconnect.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class ValuelessKeysTest {
  private final Map<String, String> properties = new HashMap<>(Map.of("sqs.region", "eu-west-1"));

  @Test
  void nullOnAKeyOfThisConnectorIsAnError() {
    properties.put("sqs.linger.ms", null);

    assertThat(ValuelessKeys.in(properties))
        .isEqualTo(
            Map.of("sqs.linger.ms", "sqs.linger.ms is null. Set a value, or remove the key."));
    assertThatThrownBy(() -> ValuelessKeys.refused(properties))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("sqs.linger.ms is null");
  }

  @Test
  void nullForAProviderClassIsAnErrorOfTheClass() {
    properties.put("sqs.credentials.provider.secret", null);

    assertThat(ValuelessKeys.in(properties)).containsOnlyKeys("sqs.credentials.provider.class");
  }

  @Test
  void nullOnOtherKeysIsRemoved() {
    properties.put("transforms", null);

    assertThat(ValuelessKeys.in(properties)).isEmpty();
    assertThat(ValuelessKeys.refused(properties)).isEqualTo(Map.of("sqs.region", "eu-west-1"));
  }
}
