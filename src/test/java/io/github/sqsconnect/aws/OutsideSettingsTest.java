package io.github.sqsconnect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutsideSettingsTest {
  private static final String ELSEWHERE = "http://localhost:4566";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AWS_ENDPOINT_URL",
        "AWS_ENDPOINT_URL_SQS",
        "aws.endpointUrl",
        "aws.endpointUrlSqs"
      })
  void endpointOfTheEnvironmentIsToldUnlessWeNameOne(String name) {
    OutsideSettings outside = new OutsideSettings(Map.of(name, ELSEWHERE, "PATH", "/bin"));
    assertThat(outside.redirections(false)).containsExactly(name + '=' + ELSEWHERE);
    assertThat(outside.redirections(true)).isEmpty();
    assertThat(outside.contradiction("sqs.endpoint.url", true)).isEmpty();
  }

  @Test
  void endpointsThatTheSdkIsToldToIgnoreLeadNowhere() {
    assertThat(
            new OutsideSettings(
                    Map.of(
                        "AWS_ENDPOINT_URL",
                        ELSEWHERE,
                        "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
                        "true"))
                .redirections(false))
        .isEmpty();
    assertThat(new OutsideSettings(Map.of("AWS_ENDPOINT_URL", " ")).redirections(false)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AWS_USE_FIPS_ENDPOINT",
        "AWS_USE_DUALSTACK_ENDPOINT",
        "aws.useFipsEndpoint",
        "aws.useDualstackEndpoint"
      })
  void kindOfEndpointContradictsAnEndpoint(String name) {
    OutsideSettings on = new OutsideSettings(Map.of(name, "TRUE"));
    assertThat(on.contradiction("sqs.endpoint.url", true))
        .hasValueSatisfying(
            complaint ->
                assertThat(complaint).startsWith("sqs.endpoint.url names").contains(name, "Leave"));
    assertThat(on.contradiction("sqs.endpoint.url", false)).isEmpty();
    assertThat(new OutsideSettings(Map.of(name, "false")).contradiction("sqs.endpoint.url", true))
        .isEmpty();
  }

  @Test
  void environmentIsNotPrintedWithItsValues() {
    assertThat(new OutsideSettings(Map.of("SECRET", "nobody-may-see")).toString())
        .doesNotContain("nobody-may-see");
  }
}
