package io.github.sqsconnect.aws.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.aws.ConnectorClients;
import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.logs.CapturedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The worker's settings are system properties here, which the SDK prefers to variables. */
class WorkerEnvironmentTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/Sender";
  private static final String ENDPOINT = "http://localhost:4566";
  private static final String QUEUE = "https://sqs.us-east-1.amazonaws.com/123456789012/events";

  private final WorkerProperties worker = new WorkerProperties();

  @AfterEach
  void clearProperties() {
    worker.clear();
  }

  private static WorkerEnvironment environment(String... keysAndValues) {
    SqsSinkConfig config = ConnectorClients.config(keysAndValues);
    return new WorkerEnvironment(config.aws(), config.queue(), false);
  }

  @Test
  void cleanWorkerHasNoErrorsAndNoOverrides() {
    WorkerEnvironment environment = environment("aws.sts.role.arn", ROLE);

    assertThat(environment.unusableSetting()).isEmpty();
    assertThat(environment.conflicts()).isEmpty();
    assertThat(CapturedLog.of(() -> environment.logOverrides(QUEUE))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "aws.defaultsMode, fast, legacy",
    "aws.useFipsEndpoint, yes, 'true, false'",
    "aws.disableRequestCompression, 1, 'true, false'",
    "aws.requestMinCompressionSizeBytes, -1, 0 to",
    "aws.ignoreConfiguredEndpointUrls, no, 'true, false'"
  })
  void settingThatTheSdkCannotParseIsNamedWithWhatIsAllowed(
      String property, String value, String allowed) {
    worker.set(property, value);

    assertThat(environment().unusableSetting())
        .hasValueSatisfying(
            unusable -> {
              assertThat(unusable.key()).isEqualTo("sqs.queue.url");
              assertThat(unusable.problem())
                  .contains("system property " + property + " = '" + value + "'", "Allowed: ")
                  .contains(allowed);
              assertThat(unusable.error().message()).contains("restart the worker");
            });
  }

  /** The SQS client has a retry policy of its own, so only an STS client reads these. */
  @ParameterizedTest
  @CsvSource({"aws.retryMode, often", "aws.maxAttempts, 0"})
  void retrySettingsOfTheWorkerMatterForStsOnly(String property, String value) {
    worker.set(property, value);

    assertThat(environment().unusableSetting()).isEmpty();
    assertThat(environment("aws.sts.role.arn", ROLE).unusableSetting()).isPresent();
  }

  @Test
  void ignoredEndpointsAreReadOnlyByAClientWithoutAnEndpoint() {
    worker.set("aws.ignoreConfiguredEndpointUrls", "no");

    assertThat(environment("sqs.endpoint.url", ENDPOINT).unusableSetting()).isEmpty();
    assertThat(
            environment("sqs.endpoint.url", ENDPOINT, "aws.sts.role.arn", ROLE).unusableSetting())
        .isPresent();
  }

  @ParameterizedTest
  @CsvSource({"aws.endpointUrlSqs, sqs.endpoint.url", "aws.endpointUrlSts, aws.sts.endpoint.url"})
  void invalidEndpointOfTheWorkerIsReportedOnTheKeyThatReplacesIt(String property, String key) {
    worker.set(property, "localhost password");

    assertThat(environment("aws.sts.role.arn", ROLE).unusableSetting())
        .hasValueSatisfying(
            unusable -> {
              assertThat(unusable.key()).isEqualTo(key);
              assertThat(unusable.problem()).contains(property).doesNotContain("password");
            });
    assertThat(environment("aws.sts.role.arn", ROLE, key, ENDPOINT).unusableSetting()).isEmpty();
  }

  @Test
  void brokenFileIsReportedWithItsLine(@TempDir Path folder) throws IOException {
    Path file = worker.configFile(folder, "[default]\nregion = a\n[broken\n");

    assertThat(environment().unusableSetting())
        .hasValueSatisfying(
            unusable -> {
              assertThat(unusable.key()).isEqualTo("aws.access.key.id");
              assertThat(unusable.problem()).startsWith("line 3 of " + file);
            });
  }

  @Test
  void endpointVariantOfTheWorkerConflictsWithAnEndpoint() {
    worker.set("aws.useFipsEndpoint", "true");

    assertThat(environment("sqs.endpoint.url", ENDPOINT).conflicts())
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.key()).isEqualTo("sqs.endpoint.url");
              assertThat(error.message())
                  .startsWith(
                      "sqs.endpoint.url sets an endpoint, and the worker's aws.useFipsEndpoint")
                  .contains("Remove aws.useFipsEndpoint from the worker");
            });
    assertThat(environment().conflicts()).isEmpty();
  }

  @Test
  void queueUrlWithAnEndpointConflictsOnItsOwnKey() {
    worker.set("aws.useDualstackEndpoint", "true");
    SqsSinkConfig config = ConnectorClients.config();

    assertThat(new WorkerEnvironment(config.aws(), config.queue(), true).conflicts())
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.key()).isEqualTo("sqs.queue.url");
              assertThat(error.message()).endsWith("or use the plain URL of the queue.");
            });
  }

  @Test
  void stsEndpointConflictsOnlyIfStsIsCalled() {
    worker.set("aws.useFipsEndpoint", "true");

    assertThat(environment("aws.sts.role.arn", ROLE, "aws.sts.endpoint.url", ENDPOINT).conflicts())
        .singleElement()
        .extracting(SettingError::key)
        .isEqualTo("aws.sts.endpoint.url");
    assertThat(environment("aws.sts.endpoint.url", ENDPOINT).conflicts()).isEmpty();
  }

  @Test
  void redirectionIsLoggedUnlessTheSettingsNameTheEndpoint() {
    worker.set("aws.endpointUrlSqs", ENDPOINT);
    worker.set("aws.endpointUrlSts", ENDPOINT);

    assertThat(CapturedLog.of(() -> environment("aws.sts.role.arn", ROLE).logOverrides(QUEUE)))
        .contains(
            "event=endpoint_from_outside queue=" + QUEUE + " aws.endpointUrlSqs=" + ENDPOINT,
            "event=sts_from_outside aws.endpointUrlSts=" + ENDPOINT);
    assertThat(CapturedLog.of(() -> environment().logOverrides(QUEUE)))
        .doesNotContain("event=sts_from_outside");
    WorkerEnvironment given =
        environment(
            "sqs.endpoint.url", ENDPOINT,
            "aws.sts.role.arn", ROLE,
            "aws.sts.endpoint.url", ENDPOINT);
    assertThat(CapturedLog.of(() -> given.logOverrides(QUEUE))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "role_arn = arn:aws:iam::123456789012:role/Sender, true",
    "sso_start_url = https://example.org, true",
    "region = eu-west-1, false"
  })
  void profileWhoseRequestsDoNotUseTheProxyIsLogged(
      String property, boolean logged, @TempDir Path folder) throws IOException {
    worker.configFile(folder, "[profile sender]\n" + property + "\n");
    String[] profile = {
      "aws.access.key.id", "", "aws.secret.access.key", "", "aws.profile.name", "sender"
    };
    String[] withProxy = Arrays.copyOf(profile, profile.length + 2);
    withProxy[profile.length] = "sqs.proxy.url";
    withProxy[profile.length + 1] = "http://proxy:3128";

    assertThat(CapturedLog.of(() -> environment(withProxy).logOverrides(QUEUE)))
        .matches(log -> log.contains("event=identity_without_proxy profile=sender") == logged);
    assertThat(CapturedLog.of(() -> environment(profile).logOverrides(QUEUE))).isEmpty();
  }

  /** IRSA: a role and a readable token file, and no keys before it in the default chain. */
  @Test
  void webIdentityIsUsedOnlyIfTheSettingsNameNoIdentity(@TempDir Path folder) throws IOException {
    Path token = Files.writeString(folder.resolve("token"), "token");
    worker.set("aws.roleArn", ROLE);
    worker.set("aws.webIdentityTokenFile", token.toString());
    SqsSinkConfig keys = ConnectorClients.config();
    SqsSinkConfig none =
        ConnectorClients.config("aws.access.key.id", "", "aws.secret.access.key", "");

    assertThat(WorkerEnvironment.usesWebIdentity(none.aws())).isTrue();
    assertThat(WorkerEnvironment.callsSts(none.aws())).isTrue();
    assertThat(WorkerEnvironment.usesWebIdentity(keys.aws())).isFalse();
    assertThat(WorkerEnvironment.callsSts(keys.aws())).isFalse();

    worker.set("aws.accessKeyId", "AKIDWORKER");
    worker.set("aws.secretAccessKey", "secret");
    assertThat(WorkerEnvironment.usesWebIdentity(none.aws())).isFalse();
  }
}
