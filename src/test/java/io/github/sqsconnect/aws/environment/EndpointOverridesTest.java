package io.github.sqsconnect.aws.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.aws.AwsClients;
import io.github.sqsconnect.aws.ConnectorClients;
import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.endpoint.ScriptedSts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkServiceClientConfiguration;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

class EndpointOverridesTest {
  private static final String QUEUE = "https://sqs.eu-west-1.amazonaws.com/123456789012/events";
  private static final String ROLE = "arn:aws:iam::123456789012:role/Sender";
  private static final String SERVICES = "[services here]\nsts =\n  endpoint_url = {sts}\n";
  private static final String ELSEWHERE = "http://localhost:4566";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AWS_ENDPOINT_URL",
        "AWS_ENDPOINT_URL_SQS",
        "aws.endpointUrl",
        "aws.endpointUrlSqs",
        "services sqs.endpoint_url (AWS config file)",
        "sqs.endpoint_url (AWS config file)",
        "endpoint_url (AWS config file)"
      })
  void endpointOfTheEnvironmentIsActive(String name) {
    EndpointOverrides overrides =
        new EndpointOverrides("sqs", Map.of(name, ELSEWHERE, "PATH", "/bin"));

    assertThat(overrides.active()).containsExactly(name + '=' + ELSEWHERE);
    assertThat(overrides.endpointVariant()).isEmpty();
    assertThat(overrides.invalidEndpoint()).isEmpty();
  }

  @Test
  void ignoredAndBlankEndpointsAreNotActive() {
    Map<String, String> ignored =
        Map.of("AWS_ENDPOINT_URL", ELSEWHERE, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true");

    assertThat(new EndpointOverrides("sqs", ignored).active()).isEmpty();
    assertThat(new EndpointOverrides("sqs", Map.of("AWS_ENDPOINT_URL", " ")).active()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "ftp://localhost", "http://", "http://a b", "4566"})
  void endpointThatIsNotAUrlIsInvalid(String text) {
    EndpointOverrides overrides =
        new EndpointOverrides("sqs", Map.of("AWS_ENDPOINT_URL_SQS", text));

    assertThat(overrides.invalidEndpoint()).contains("AWS_ENDPOINT_URL_SQS");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AWS_USE_FIPS_ENDPOINT",
        "AWS_USE_DUALSTACK_ENDPOINT",
        "aws.useFipsEndpoint",
        "aws.useDualstackEndpoint",
        "use_fips_endpoint (AWS config file)",
        "use_dualstack_endpoint (AWS config file)"
      })
  void fipsAndDualStackAreVariants(String name) {
    EndpointOverrides on = new EndpointOverrides("sqs", Map.of(name, "TRUE"));
    EndpointOverrides off = new EndpointOverrides("sqs", Map.of(name, "false"));

    assertThat(on.endpointVariant()).contains(name);
    assertThat(on.active()).containsExactly(name + "=TRUE");
    assertThat(off.endpointVariant()).isEmpty();
    assertThat(off.active()).isEmpty();
  }

  @Test
  void firstSettingInTheOrderOfTheSdkIsUsed() {
    EndpointOverrides overrides =
        new EndpointOverrides(
            "sqs",
            Map.of(
                "endpoint_url (AWS config file)", "http://file",
                "AWS_ENDPOINT_URL", "http://environment",
                "use_fips_endpoint (AWS config file)", "true",
                "AWS_USE_FIPS_ENDPOINT", "false"));

    assertThat(overrides.active()).containsExactly("AWS_ENDPOINT_URL=http://environment");
    assertThat(overrides.endpointVariant()).isEmpty();
  }

  /** Compares what is read from a real file with where the client sends its requests. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "endpoint_url = http://elsewhere, elsewhere, endpoint_url",
        "sqs.endpoint_url = http://elsewhere, elsewhere, sqs.endpoint_url",
        "sqs =\\n endpoint_url = http://elsewhere, elsewhere, sqs.endpoint_url",
        "services = here, services, services sqs.endpoint_url",
        "services = here\\nendpoint_url = http://elsewhere, services, services sqs.endpoint_url",
        "services = here\\nignore_configured_endpoint_urls = true, sqs.eu-west-1.amazonaws.com, none",
        "services = nowhere, sqs.eu-west-1.amazonaws.com, none",
        "use_fips_endpoint = true, sqs-fips.eu-west-1.amazonaws.com, use_fips_endpoint",
        "use_dualstack_endpoint = true, sqs.eu-west-1.api.aws, use_dualstack_endpoint",
        "use_fips_endpoint = false, sqs.eu-west-1.amazonaws.com, none",
        "region = us-west-2, sqs.eu-west-1.amazonaws.com, none"
      })
  void fileIsReadAsTheClientReadsIt(String profile, String host, String name, @TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("config");
    Files.writeString(
        file,
        "[default]\n"
            + profile.replace("\\n", "\n")
            + "\n[services here]\nsqs =\n  endpoint_url = http://services\n"
            + "[profile other]\nendpoint_url = http://other\n");
    System.setProperty("aws.configFile", file.toString());
    try {
      assertThat(hostOfARequest()).isEqualTo(host);
      List<String> active = EndpointOverrides.ofProcess("sqs").active();
      if (name == null) {
        assertThat(active).isEmpty();
      } else {
        assertThat(active).singleElement().asString().startsWith(name + " (AWS config file)=");
      }
    } finally {
      System.clearProperty("aws.configFile");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "aws.endpointUrlSts, true",
    "AWS_ENDPOINT_URL_STS, true",
    "AWS_ENDPOINT_URL, true",
    "services sts.endpoint_url (AWS config file), true",
    "sts.endpoint_url (AWS config file), true",
    "AWS_ENDPOINT_URL_SQS, false",
    "aws.endpointUrlSqs, false",
    "sqs.endpoint_url (AWS config file), false"
  })
  void endpointOfAnotherServiceIsIgnored(String name, boolean ofSts) {
    List<String> active = new EndpointOverrides("sts", Map.of(name, ELSEWHERE)).active();
    assertThat(active).isEqualTo(ofSts ? List.of(name + '=' + ELSEWHERE) : List.of());
  }

  /** Compares what is read from a real file with where the request for a role is sent. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "sts.endpoint_url = {sts}, none, sts.endpoint_url",
        "endpoint_url = {sts}, none, endpoint_url",
        "services = here\\n, none, services sts.endpoint_url",
        "sqs.endpoint_url = http://127.0.0.1:1, {sts}, none",
        "endpoint_url = http://127.0.0.1:1, {sts}, none"
      })
  void stsRequestsGoToTheEndpointOfTheFile(
      String profile, String endpoint, String name, @TempDir Path folder) throws IOException {
    try (ScriptedSqs sqs = ScriptedSqs.start();
        ScriptedSts sts = ScriptedSts.start(sqs)) {
      sts.knows(ConnectorClients.KEY, ConnectorClients.SECRET).role(ROLE, "");
      Path file = folder.resolve("config");
      String text = "[default]\n" + profile.replace("\\n", "\n") + "\n" + SERVICES;
      Files.writeString(file, text.replace("{sts}", sts.uri().toString()));
      System.setProperty("aws.configFile", file.toString());
      String own = endpoint == null ? "" : endpoint.replace("{sts}", sts.uri().toString());
      try (AwsClients clients =
          ConnectorClients.of(sqs, "aws.sts.role.arn", ROLE, "aws.sts.endpoint.url", own)) {
        clients
            .sqs()
            .sendMessageBatch(request -> request.queueUrl(sqs.queue("q").url()))
            .handle((answer, error) -> answer)
            .join();
        assertThat(sts.calls()).hasSize(1);
        if (name != null) {
          assertThat(EndpointOverrides.ofProcess("sts").active())
              .containsExactly(name + " (AWS config file)=" + sts.uri());
        }
      } finally {
        System.clearProperty("aws.configFile");
      }
    }
  }

  /** The host of a request of the task's client, stopped before it opens a connection. */
  private static String hostOfARequest() {
    AtomicReference<String> host = new AtomicReference<>();
    SqsSinkConfig config =
        SqsSinkConfig.from(
            Map.of("sqs.queue.url", QUEUE, "aws.access.key.id", "A", "aws.secret.access.key", "s"));
    try (AwsClients clients =
        new AwsClients(
            config.aws(),
            config.queue().proxy(),
            config.delivery(),
            Optional.of("eu-west-1"),
            Optional.empty(),
            "9.9.9")) {
      clients
          .sqs()
          .sendMessageBatch(
              request ->
                  request
                      .queueUrl(QUEUE)
                      .overrideConfiguration(o -> o.addPlugin(plugin -> stop(plugin, host))))
          .handle((answer, error) -> answer)
          .join();
    }
    return host.get();
  }

  private static void stop(
      SdkServiceClientConfiguration.Builder plugin, AtomicReference<String> host) {
    plugin.overrideConfiguration(
        o ->
            o.addExecutionInterceptor(
                new ExecutionInterceptor() {
                  @Override
                  public void beforeTransmission(
                      Context.BeforeTransmission context, ExecutionAttributes attributes) {
                    host.set(context.httpRequest().host());
                    throw new IllegalStateException("stopped by the test");
                  }
                }));
  }
}
