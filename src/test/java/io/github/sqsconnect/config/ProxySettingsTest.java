package io.github.sqsconnect.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.ConnectorSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxySettingsTest {
  private static final String URL = "http://proxy:3128";

  private static ProxySettings with(String... keysAndValues) {
    return SqsSinkConfig.from(
            ConnectorSettings.with(ConnectorSettings.STANDARD_QUEUE, keysAndValues))
        .queue()
        .proxy();
  }

  @Test
  void completeProxyIsNoConflict() {
    assertThat(with().conflicts()).isEmpty();
    assertThat(with("sqs.proxy.url", URL).conflicts()).isEmpty();
    ProxySettings complete =
        with(
            "sqs.proxy.url", URL,
            "sqs.proxy.user", "user",
            "sqs.proxy.password", "s3cret",
            "sqs.proxy.bypass.hosts", "localhost,*.vpce.amazonaws.com");

    assertThat(complete.conflicts()).isEmpty();
    assertThat(complete.bypassHosts()).containsExactly("localhost", "*.vpce.amazonaws.com");
    assertThat(complete.toString()).doesNotContain("s3cret");
  }

  @ParameterizedTest
  @CsvSource({"sqs.proxy.user, sqs.proxy.password", "sqs.proxy.password, sqs.proxy.user"})
  void userAndPasswordRequireEachOther(String given, String missing) {
    assertThat(with("sqs.proxy.url", URL, given, "s3cret").conflicts())
        .containsOnlyKeys(missing)
        .extractingByKey(missing)
        .asString()
        .isEqualTo(missing + " is missing although " + given + " is set. Set both, or neither.");
  }

  @ParameterizedTest
  @CsvSource({
    "sqs.proxy.user, user",
    "sqs.proxy.password, s3cret",
    "sqs.proxy.bypass.hosts, localhost"
  })
  void everyOtherKeyRequiresTheUrl(String key, String value) {
    assertThat(with(key, value).conflicts()).containsKey("sqs.proxy.url");
  }
}
