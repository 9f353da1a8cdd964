package io.github.sqsconnect.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.fakes.ConnectorSettings;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoleSettingsTest {
  private static SqsSinkConfig with(String... keysAndValues) {
    return SqsSinkConfig.from(
        ConnectorSettings.with(ConnectorSettings.STANDARD_QUEUE, keysAndValues));
  }

  @ParameterizedTest
  @CsvSource({
    "aws.sts.role.arn, arn:aws:iam::123456789012:role/Sender",
    "aws.sts.role.arn, arn:aws-us-gov:iam::123456789012:role/path/Sender",
    "aws.sts.role.external.id, a:/b",
    "aws.sts.role.session.name, ab",
    "aws.sts.role.session.duration.ms, 900000",
    "aws.sts.role.session.duration.ms, 43200000"
  })
  void limitsOfStsAreAllowed(String key, String value) {
    assertThatCode(() -> with(key, value)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "aws.sts.role.arn, arn:aws:iam::12345678901:role/Sender, 12-digit account",
    "aws.sts.role.arn, arn:aws:iam::123456789012:user/Sender, role/<name>",
    "aws.sts.role.arn, arn:aws:sts::123456789012:role/Sender, arn:aws:iam",
    "aws.sts.role.external.id, a, 2 to 1224",
    "aws.sts.role.external.id, a b, 2 to 1224",
    "aws.sts.role.session.name, a, 2 to 64",
    "aws.sts.role.session.name, a/b, 2 to 64",
    "aws.sts.role.session.duration.ms, 899999, 900000 to 43200000",
    "aws.sts.role.session.duration.ms, 43200001, 900000 to 43200000",
    "aws.sts.region, Ireland, eu-west-1"
  })
  void valueThatStsWouldRejectIsAnError(String key, String value, String allowed) {
    assertThatThrownBy(() -> with(key, value))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(key + " = '" + value + "' ")
        .hasMessageContaining(allowed);
  }

  @Test
  void longestNamesOfStsAreAllowedAndLongerOnesNot() {
    assertThatCode(() -> with("aws.sts.role.session.name", "a".repeat(64)))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> with("aws.sts.role.session.name", "a".repeat(65)))
        .isInstanceOf(ConfigException.class);
    assertThatCode(() -> with("aws.sts.role.external.id", "a".repeat(1224)))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> with("aws.sts.role.external.id", "a".repeat(1225)))
        .isInstanceOf(ConfigException.class);
  }

  @Test
  void stsKeysNeedARoleOrTheIdentityOfTheWorker() {
    String[] sts = {"aws.sts.region", "eu-west-1", "aws.sts.endpoint.url", "https://sts"};

    assertThat(with(sts).conflicts()).isEmpty();
    assertThat(with(sts[0], sts[1], sts[2], sts[3], "aws.profile.name", "sender").conflicts())
        .containsOnlyKeys("aws.sts.region", "aws.sts.endpoint.url");
  }

  @Test
  void externalIdAlwaysNeedsARole() {
    assertThat(with("aws.sts.role.external.id", "external-1").conflicts())
        .containsOnlyKeys("aws.sts.role.external.id")
        .extractingByKey("aws.sts.role.external.id")
        .asString()
        .contains("without aws.sts.role.arn", "Set the role, or remove this key");
    assertThat(
            with(
                    "aws.sts.role.external.id", "external-1",
                    "aws.sts.role.arn", "arn:aws:iam::123456789012:role/Sender")
                .conflicts())
        .isEmpty();
  }

  @Test
  void sessionLastsOneHourByDefault() {
    RoleSettings role = with().aws().role();

    assertThat(role.sessionMs()).isEqualTo(3_600_000);
    assertThat(role.sessionName()).isEqualTo("kafka-connect-sqs-sink");
    assertThat(role.arn()).isEmpty();
  }
}
