package io.github.sqsconnect.issues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.sqsconnect.SqsSinkConnector;
import io.github.sqsconnect.SqsSinkTask;
import io.github.sqsconnect.fakes.EndpointTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.utils.internal.SystemSettingUtilsTestBackdoor;

/**
 * With some settings of the worker the AWS SDK cannot build a client. Validation and tasks then
 * failed with exceptions that did not name the setting, and each failure leaked file descriptors.
 */
class WorkerSettingsBreakTheClientTest {
  private static final String QUEUE = "https://sqs.us-east-1.amazonaws.com/123456789012/events";
  private static final String ROLE = "arn:aws:iam::123456789012:role/Sender";

  @TempDir private Path directory;

  @BeforeEach
  void isolateFromTheMachine() {
    environment("AWS_CONFIG_FILE", directory.resolve("config").toString());
    environment("AWS_SHARED_CREDENTIALS_FILE", directory.resolve("credentials").toString());
    environment("AWS_EC2_METADATA_DISABLED", "true");
  }

  @AfterEach
  void restore() {
    SystemSettingUtilsTestBackdoor.clearEnvironmentVariableOverrides();
    for (String name :
        new String[] {
          "aws.endpointUrlSqs",
          "aws.endpointUrlSts",
          "aws.defaultsMode",
          "http.proxyHost",
          "http.proxyPort"
        }) {
      System.clearProperty(name);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          config      | 1 | ' [default]%region = x'
          config      | 2 | '[default]%region'
          config      | 3 | '[default]%region = x%['
          config      | 1 | '[default'
          config      | 2 | '[default]% = x'
          config      | 4 | '[default]%s3 =%  a = b%  c'
          credentials | 2 | '[default]%aws_secret_access_key'
          credentials | 1 | 'aws_secret_access_key = SECRET'
          credentials | 3 | '[default]%aws_access_key_id = x%SECRET'
          """)
  void errorNamesTheUnreadableFileAndLine(String file, int line, String text) throws IOException {
    Path path = Files.writeString(directory.resolve(file), text.replace('%', '\n') + "\n");
    isRefused("aws.access.key.id", "line " + line + " of " + path, Map.of());
    isRefused(
        "aws.profile.name",
        "line " + line + " of " + path,
        Map.of("aws.profile.name", "p", "aws.access.key.id", "", "aws.secret.access.key", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "AWS_DEFAULTS_MODE, bogus, legacy",
    "AWS_USE_FIPS_ENDPOINT, maybe, true",
    "AWS_USE_DUALSTACK_ENDPOINT, maybe, true",
    "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS, maybe, true",
    "AWS_DISABLE_REQUEST_COMPRESSION, maybe, true",
    "AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES, few, 0 to 10485760"
  })
  void errorNamesTheVariableAndWhatIsAllowed(String name, String value, String allowed) {
    environment(name, value);
    String wrong = name + " = '" + value + "'. Allowed: ";
    isRefused("sqs.queue.url", wrong, Map.of());
    isRefused("sqs.queue.url", allowed, Map.of());
  }

  @ParameterizedTest
  @CsvSource({
    "AWS_RETRY_MODE, bogus",
    "AWS_MAX_ATTEMPTS, many",
    "AWS_MAX_ATTEMPTS, 0",
    "AWS_NEW_RETRIES_2026, maybe"
  })
  void variableOfStsIsCheckedWhenStsIsUsed(String name, String value) {
    environment(name, value);
    assertThat(errors(Map.of())).isEmpty();
    isRefused("sqs.queue.url", name + " = '" + value + "'", Map.of("aws.sts.role.arn", ROLE));
  }

  @ParameterizedTest
  @CsvSource({
    "defaults_mode, bogus",
    "use_fips_endpoint, maybe",
    "ignore_configured_endpoint_urls, maybe",
    "request_min_compression_size_bytes, few"
  })
  void errorNamesTheSettingOfTheConfigFile(String name, String value) throws IOException {
    Files.writeString(directory.resolve("config"), "[default]\n" + name + " = " + value + "\n");
    isRefused("sqs.queue.url", name + " in profile default of " + directory, Map.of());
  }

  @Test
  void errorNamesTheSystemProperty() {
    System.setProperty("aws.defaultsMode", "bogus");
    isRefused("sqs.queue.url", "system property aws.defaultsMode = 'bogus'", Map.of());
  }

  @ParameterizedTest
  @CsvSource({"no url", "localhost", "sqs:4566", "ftp://host", "http://"})
  void invalidEndpointIsAnErrorOnItsKey(String value) {
    System.setProperty("aws.endpointUrlSqs", value);
    isRefused("sqs.endpoint.url", "aws.endpointUrlSqs", Map.of());
    assertThat(errors(Map.of("sqs.endpoint.url", "http://localhost:4566"))).isEmpty();
  }

  @Test
  void invalidStsEndpointIsAnErrorOnItsKey() {
    System.setProperty("aws.endpointUrlSts", "no url");
    assertThat(errors(Map.of())).isEmpty();
    isRefused("aws.sts.endpoint.url", "aws.endpointUrlSts", Map.of("aws.sts.role.arn", ROLE));
  }

  @Test
  void invalidRegionIsAnErrorOnItsKey() {
    environment("AWS_REGION", "eu west 1");
    Map<String, String> unnamed =
        Map.of(
            "sqs.queue.url",
            "http://localhost:1/1/e",
            "sqs.region",
            "",
            "sqs.validate.connection",
            "true");
    isRefused("sqs.region", "'eu west 1'", unnamed);
  }

  @ParameterizedTest
  @CsvSource({"no url", "socks5://proxy:1080", "http://", "http://proxy:0", "http://proxy:99999"})
  void invalidProxyOfTheEnvironmentIsAnErrorOnTheProxyKey(String value) {
    environment("http_proxy", value);
    isRefused("sqs.proxy.url", "HTTP_PROXY", Map.of());
    assertThat(errors(Map.of("sqs.proxy.url", "http://proxy:3128"))).isEmpty();
  }

  @Test
  void invalidProxyPortOfTheJvmIsAnError() {
    System.setProperty("http.proxyHost", "proxy");
    System.setProperty("http.proxyPort", "many");
    isRefused("sqs.proxy.url", "http.proxyPort = 'many'", Map.of());
  }

  @Test
  void validSettingsAreAccepted() throws IOException {
    Files.writeString(
        directory.resolve("config"),
        "# comment\n[default]\nregion = eu-west-1 ; comment\ns3 =\n  a = b\n\n[profile p]\nmax_attempts = 2\n");
    environment("AWS_DEFAULTS_MODE", "In-Region");
    environment("AWS_USE_FIPS_ENDPOINT", "FALSE");
    environment("AWS_RETRY_MODE", "ADAPTIVE");
    environment("AWS_MAX_ATTEMPTS", " 3 ");
    environment("http_proxy", "proxy:3128");
    System.setProperty("aws.endpointUrlSqs", "https://sqs.example.org:8443/path");
    assertThat(errors(Map.of("aws.sts.role.arn", ROLE))).isEmpty();
  }

  /** Such a provider fails after event loops and another provider were created. */
  @Test
  void failedStartsAndValidationsLeakNothing() throws IOException {
    Map<String, String> broken =
        Map.of(
            "sqs.credentials.provider.class",
            Unbuildable.class.getName(),
            "aws.sts.role.arn",
            ROLE,
            "aws.access.key.id",
            "",
            "aws.secret.access.key",
            "");
    Map<String, String> noReporter = Map.of("errors.tolerance", "all");
    failOnce(broken);
    await().atMost(Duration.ofSeconds(10)).until(() -> ownThreads() == 0);
    long files = openFiles();
    for (int i = 0; i < 50; i++) {
      failOnce(broken);
    }
    environment("AWS_DEFAULTS_MODE", "bogus");
    for (int i = 0; i < 50; i++) {
      failOnce(noReporter);
    }
    await().atMost(Duration.ofSeconds(10)).until(() -> ownThreads() == 0);
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(openFiles()).isLessThanOrEqualTo(files + 3));
  }

  private static void failOnce(Map<String, String> more) {
    assertThat(errors(more)).isNotEmpty();
    assertThatThrownBy(() -> start(more)).isInstanceOf(ConnectException.class);
  }

  private static void isRefused(String key, String what, Map<String, String> more) {
    assertThat(errors(more)).containsOnlyKeys(key);
    assertThat(errors(more).get(key)).contains(what, "llowed: ").doesNotContain("SECRET");
    assertThatThrownBy(() -> start(more))
        .isInstanceOfAny(ConnectException.class, ConfigException.class)
        .hasMessageContaining(what)
        .hasMessageNotContaining("SECRET");
  }

  private static void start(Map<String, String> more) {
    SqsSinkTask task = new SqsSinkTask();
    try {
      task.start(properties(more));
    } finally {
      task.stop();
    }
  }

  private static Map<String, String> errors(Map<String, String> more) {
    Map<String, String> errors = new LinkedHashMap<>();
    for (ConfigValue value : new SqsSinkConnector().validate(properties(more)).configValues()) {
      value.errorMessages().forEach(error -> errors.put(value.name(), error));
    }
    return errors;
  }

  private static Map<String, String> properties(Map<String, String> more) {
    Map<String, String> properties =
        EndpointTask.properties(
            QUEUE,
            "aws.access.key.id",
            "AKIDEXAMPLE",
            "aws.secret.access.key",
            "secret",
            "sqs.validate.connection",
            "false");
    properties.putAll(more);
    properties.values().removeIf(String::isEmpty);
    return properties;
  }

  private static void environment(String name, String value) {
    SystemSettingUtilsTestBackdoor.addEnvironmentVariableOverride(name, value);
  }

  private static long ownThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("sqs-sink"))
        .count();
  }

  private static long openFiles() {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    } catch (IOException e) {
      return 0;
    }
  }

  /** A provider class that fails when it is created. */
  public static final class Unbuildable implements AwsCredentialsProvider {
    public Unbuildable() {
      throw new IllegalStateException("not today");
    }

    @Override
    public AwsCredentials resolveCredentials() {
      throw new AssertionError();
    }
  }
}
