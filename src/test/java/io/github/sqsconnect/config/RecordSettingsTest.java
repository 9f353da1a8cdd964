package io.github.sqsconnect.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.ConnectorSettings;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordSettingsTest {
  private static RecordSettings with(String... keysAndValues) {
    return SqsSinkConfig.from(
            ConnectorSettings.with(ConnectorSettings.STANDARD_QUEUE, keysAndValues))
        .event()
        .record();
  }

  @Test
  void pairsKeepTheirOrderAndLoseTheBlanksAroundThem() {
    assertThat(
            with("event.record.identities", " email = user.mail , customer_id=key:").identities())
        .containsExactly(Map.entry("email", "user.mail"), Map.entry("customer_id", "key:"));
  }

  @Test
  void firstEqualsSignEndsTheName() {
    assertThat(with("event.record.user.attributes", "plan=a=b").userAttributes())
        .containsExactly(Map.entry("plan", "a=b"));
  }

  @ParameterizedTest
  @CsvSource({
    "event.record.user.attributes, =a, is not of the form name=path",
    "event.record.user.attributes, 'plan=a,plan=b', contains 'plan' twice",
    "event.record.device, os_version=a..b, has an empty segment",
    "event.record.attributes.exclude, header:a, come from the value only"
  })
  void wrongPairOrPathIsAnErrorOfItsKey(String key, String value, String problem) {
    Assertions.assertThatThrownBy(() -> with(key, value))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(key + " = '" + value + "' ")
        .hasMessageContaining(problem);
  }

  @Test
  void namesOfAttributesAndOfTheDeviceAreFree() {
    assertThat(with("event.record.user.attributes", "$city=a").userAttributes())
        .containsKey("$city");
    assertThat(with("event.record.device", "any=a").device()).containsKey("any");
  }

  @Test
  void pathsAreTrimmed() {
    RecordSettings settings =
        with(
            "event.record.mpid.path", " user.id ",
            "event.record.attributes.include", " a , b.c ");

    assertThat(settings.mpidPath()).contains("user.id");
    assertThat(settings.attributesInclude()).containsExactly("a", "b.c");
  }

  @Test
  void plainRecordIsACustomEventNamedAfterItsTopic() {
    RecordSettings settings = with();

    assertThat(settings.type()).isEqualTo("custom_event");
    assertThat(settings.customType()).isEqualTo("other");
    assertThat(settings.name()).isEqualTo("${topic}");
    assertThat(settings.timestampPath()).isEmpty();
  }
}
