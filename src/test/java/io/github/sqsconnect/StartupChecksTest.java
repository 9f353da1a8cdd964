package io.github.sqsconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.aws.environment.SettingError;
import io.github.sqsconnect.config.SqsSinkConfig;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartupChecksTest {
  private static final String QUEUE = "https://sqs.eu-west-1.amazonaws.com/123456789012/events";

  @AfterEach
  void clearProperties() {
    System.clearProperty("aws.defaultsMode");
  }

  private static SqsSinkConfig config(String... keysAndValues) {
    Map<String, String> properties = new HashMap<>();
    properties.put("sqs.queue.url", QUEUE);
    for (int i = 0; i < keysAndValues.length; i += 2) {
      properties.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return SqsSinkConfig.from(properties);
  }

  @ParameterizedTest
  @CsvSource({
    "sqs.queue.url, events, sqs.queue.url, is not the URL of a queue",
    "sqs.region, us-east-1, sqs.region, contradicts sqs.queue.url",
    "sqs.endpoint.url, localhost:4566, sqs.endpoint.url, is not an endpoint",
    "aws.sts.endpoint.url, localhost, aws.sts.endpoint.url, is not an endpoint",
    "sqs.proxy.url, http://user:s3cret@proxy, sqs.proxy.url, sqs.proxy.user and sqs.proxy.password",
    "sqs.proxy.bypass.hosts, a b, sqs.proxy.bypass.hosts, no host can match",
    "sqs.credentials.provider.class, a.B, sqs.credentials.provider.class, is not found",
    "sqs.retry.backoff.max.ms, 1, sqs.retry.backoff.max.ms, below"
  })
  void errorIsOnTheKeyToFix(String key, String value, String errorKey, String text) {
    SqsSinkConfig config = config(key, value);

    assertThat(StartupChecks.errors(config).get(errorKey)).contains(text).doesNotContain("s3cret");
    assertThatThrownBy(() -> StartupChecks.requireUsable(config))
        .isInstanceOf(ConfigException.class);
  }

  @Test
  void correctConfigurationHasNoErrors() {
    assertThat(StartupChecks.errors(config())).isEmpty();
    assertThat(
            StartupChecks.errors(
                config("sqs.region", "us-east-1", "sqs.endpoint.url", "http://localhost:4566")))
        .as("an endpoint may be in another region")
        .isEmpty();
    assertThatCode(() -> StartupChecks.requireUsable(config())).doesNotThrowAnyException();
  }

  @Test
  void settingOfTheWorkerStopsTheTaskWithItsOwnId() {
    System.setProperty("aws.defaultsMode", "fast");

    assertThatThrownBy(() -> StartupChecks.requireUsable(config()))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith("SQS-024 ")
        .hasMessageContaining("aws.defaultsMode = 'fast'");
    assertThat(StartupChecks.errors(config())).containsOnlyKeys("sqs.queue.url");
  }

  @Test
  void clientThatCannotBeBuiltIsReportedOnTheNearestKey() {
    assertThat(connectionError(new ConfigException("no class")))
        .isEqualTo(new SettingError("sqs.credentials.provider.class", "no class"));
    assertThat(connectionError(new ConnectException("no region")))
        .isEqualTo(new SettingError("sqs.region", "no region"));
    assertThat(connectionError(new IllegalStateException("broken")))
        .isEqualTo(
            new SettingError(
                "sqs.queue.url",
                "The AWS client cannot be built with the worker's settings: IllegalStateException:"
                    + " broken."));
  }

  private static SettingError connectionError(RuntimeException thrown) {
    return StartupChecks.connectionErrors(
            config("sqs.validate.connection", "false"),
            delivery -> {
              throw thrown;
            },
            warning -> {})
        .get(0);
  }

  @Test
  void withoutARegionAndWithoutTheRequestNoClientIsBuilt() {
    SqsSinkConfig config =
        config(
            "sqs.queue.url", "http://localhost:4566/000000000000/events",
            "sqs.validate.connection", "false");

    assertThat(
            StartupChecks.connectionErrors(
                config,
                delivery -> {
                  throw new AssertionError("built");
                },
                warning -> {}))
        .isEmpty();
  }
}
