package io.github.sqsconnect.aws.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SdkSettingsTest {
  private final WorkerProperties worker = new WorkerProperties();
  @TempDir private Path folder;

  @AfterEach
  void clear() {
    worker.clear();
  }

  @ParameterizedTest
  @CsvSource({
    "aws.defaultsMode, IN-REGION",
    "aws.defaultsMode, legacy",
    "aws.useFipsEndpoint, TRUE",
    "aws.useDualstackEndpoint, false",
    "aws.requestMinCompressionSizeBytes, 0",
    "aws.retryMode, Standard",
    "aws.maxAttempts, 1"
  })
  void valuesThatTheSdkUnderstandsAreNoError(String property, String value) {
    worker.set(property, value);

    assertThat(SdkSettings.firstError(true, true)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "aws.defaultsMode, quick, in-region",
    "aws.useFipsEndpoint, 1, 'true, false'",
    "aws.useDualstackEndpoint, on, 'true, false'",
    "aws.requestMinCompressionSizeBytes, 1 kB, 0 to 10485760",
    "aws.retryMode, never, 'legacy, standard, adaptive'",
    "aws.maxAttempts, 0, 1 or more",
    "aws.ignoreConfiguredEndpointUrls, yes, 'true, false'"
  })
  void errorNamesTheSettingItsValueAndWhatIsAllowed(String property, String value, String allowed) {
    worker.set(property, value);

    assertThat(SdkSettings.firstError(true, true).orElseThrow())
        .startsWith("system property " + property + " = '" + value + "'. Allowed: ")
        .contains(allowed);
  }

  @Test
  void settingsThatNoClientReadsAreNoError() {
    worker.set("aws.ignoreConfiguredEndpointUrls", "yes");
    worker.set("aws.retryMode", "never");

    assertThat(SdkSettings.firstError(false, false)).isEmpty();
    assertThat(SdkSettings.firstError(true, false).orElseThrow())
        .contains("aws.ignoreConfiguredEndpointUrls");
    assertThat(SdkSettings.firstError(false, true).orElseThrow()).contains("aws.retryMode");
  }

  @Test
  void propertyOfTheProfileIsReadFromTheFile() throws IOException {
    Path file =
        worker.configFile(
            folder, "[default]\nretry_mode = never\n[profile a]\nmax_attempts = none\n");

    assertThat(SdkSettings.firstError(false, true).orElseThrow())
        .startsWith("retry_mode in profile default of " + file)
        .contains("= 'never'");
    worker.set("aws.profile", "a");
    assertThat(SdkSettings.firstError(false, true).orElseThrow())
        .startsWith("max_attempts in profile a of ");
  }

  @Test
  void systemPropertyComesBeforeTheFile() throws IOException {
    worker.configFile(folder, "[default]\nretry_mode = never\n");
    worker.set("aws.retryMode", "standard");

    assertThat(SdkSettings.firstError(false, true)).isEmpty();
  }
}
