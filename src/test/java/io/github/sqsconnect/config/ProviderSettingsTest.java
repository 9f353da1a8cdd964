package io.github.sqsconnect.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.ConnectorSettings;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProviderSettingsTest {
  private static Optional<ProviderSettings> with(String... keysAndValues) {
    return SqsSinkConfig.from(
            ConnectorSettings.with(ConnectorSettings.STANDARD_QUEUE, keysAndValues))
        .aws()
        .provider();
  }

  @Test
  void classReceivesItsKeysWithoutThePrefix() {
    ProviderSettings settings =
        with(
                "sqs.credentials.provider.class", "a.B",
                "sqs.credentials.provider.vault.path", "secret/sender",
                "sqs.region", "eu-west-1")
            .orElseThrow();

    assertThat(settings.className()).isEqualTo("a.B");
    assertThat(settings.settings())
        .containsEntry("vault.path", "secret/sender")
        .doesNotContainKeys("sqs.region", "region", "sqs.credentials.provider.vault.path");
  }

  @Test
  void withoutAClassThereAreNoSettings() {
    assertThat(with("sqs.credentials.provider.vault.path", "secret/sender")).isEmpty();
  }

  @Test
  void textShowsKeysAndNoValues() {
    assertThat(
            with(
                    "sqs.credentials.provider.class", "a.B",
                    "sqs.credentials.provider.token", "s3cret")
                .orElseThrow()
                .toString())
        .startsWith("a.B")
        .contains("token")
        .doesNotContain("s3cret");
  }
}
