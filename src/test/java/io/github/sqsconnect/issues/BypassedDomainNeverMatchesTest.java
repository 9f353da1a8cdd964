package io.github.sqsconnect.issues;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.SqsSinkConnector;
import io.github.sqsconnect.aws.http.ProxiedHosts;
import io.github.sqsconnect.fakes.EndpointTask;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.utils.internal.SystemSettingUtilsTestBackdoor;

/** A domain in the list of proxy bypass hosts was accepted, but no host matched it. */
class BypassedDomainNeverMatchesTest {
  @AfterEach
  void restore() {
    SystemSettingUtilsTestBackdoor.clearEnvironmentVariableOverrides();
    System.clearProperty("http.proxyHost");
    System.clearProperty("http.proxyPort");
    System.clearProperty("http.nonProxyHosts");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          .internal.test            | https://sqs.internal.test              | true
          .internal.test            | https://a.b.internal.test              | true
          .internal.test            | https://internal.test                  | true
          internal.test             | https://sqs.internal.test              | true
          internal.test             | https://internal.test                  | true
          internal.test             | https://notinternal.test               | false
          .internal.test            | https://notinternal.test               | false
          .internal.test            | https://internal.test.example.org      | false
          internal.test.            | https://sqs.internal.test              | true
          Internal.TEST             | https://SQS.internal.test              | true
          *.internal.test           | https://sqs.internal.test              | true
          *.internal.test           | https://internal.test                  | false
          sqs.*.test                | https://sqs.eu.test                    | true
          *                         | https://anything.example.org           | true
          internal.test:8443        | https://sqs.internal.test:8443         | true
          internal.test:8443        | https://sqs.internal.test              | false
          internal.test:443         | https://sqs.internal.test              | true
          internal.test:80          | http://sqs.internal.test               | true
          *.internal.test:443       | https://sqs.internal.test              | true
          10.0.0.1                  | https://10.0.0.1                       | true
          0.0.1                     | https://10.0.0.1                       | false
          10.0.0.*                  | https://10.0.0.7                       | true
          10.0.0.1:9324             | http://10.0.0.1:9324                   | true
          ::1                       | http://[::1]:9324                      | true
          [::1]                     | http://[::1]:9324                      | true
          [::1]:9324                | http://[::1]:9324                      | true
          [::1]:9325                | http://[::1]:9324                      | false
          0:0:0:0:0:0:0:1           | http://[::1]:9324                      | true
          """)
  void domainMatchesItselfAndItsSubdomains(String entry, String endpoint, boolean bypassed) {
    assertThat(
            ProxiedHosts.isReachedByProxy(
                endpoint,
                "sqs.proxy.url",
                "http://proxy:3128",
                "sqs.proxy.bypass.hosts",
                "other.example.org," + entry))
        .isEqualTo(!bypassed);
    SystemSettingUtilsTestBackdoor.addEnvironmentVariableOverride(
        "http_proxy", "http://proxy:3128");
    SystemSettingUtilsTestBackdoor.addEnvironmentVariableOverride(
        "no_proxy", "other.example.org, " + entry);
    assertThat(ProxiedHosts.isReachedByProxy(endpoint)).isEqualTo(!bypassed);
  }

  /** Java's own rule: a name matches only itself, and only * matches a part of a name. */
  @Test
  void systemPropertiesFollowTheRuleOfJava() {
    System.setProperty("http.proxyHost", "proxy");
    System.setProperty("http.proxyPort", "3128");
    System.setProperty("http.nonProxyHosts", "internal.test|*.example.org");
    assertThat(ProxiedHosts.nonProxyHosts("https://sqs.internal.test"))
        .containsExactlyInAnyOrder("internal.test", ".*?.example.org");
    assertThat(ProxiedHosts.isReachedByProxy("https://sqs.internal.test")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://internal.test",
        "10.0.0.0/8",
        "internal.test/path",
        "in ternal.test",
        "internal.test:http",
        "internal.test:70000",
        "[::1",
        "a..b",
        "."
      })
  void entryThatMatchesNoHostIsAnErrorOnItsKey(String entry) {
    assertThat(
            errors("sqs.proxy.bypass.hosts", "localhost," + entry, "sqs.proxy.url", "http://p:1"))
        .singleElement()
        .asString()
        .contains("sqs.proxy.bypass.hosts has the entry ", "Allowed: ");
  }

  @Test
  void entriesThatCanMatchAreAccepted() {
    assertThat(
            errors(
                "sqs.proxy.bypass.hosts",
                ".internal.test,internal.test,*.x,10.0.0.1,::1,[::1]:80,host_1:80,10.*",
                "sqs.proxy.url",
                "http://p:1"))
        .isEmpty();
  }

  private static List<String> errors(String... keysAndValues) {
    Map<String, String> properties =
        EndpointTask.properties(
            "https://sqs.us-east-1.amazonaws.com/123456789012/events", keysAndValues);
    properties.put("sqs.validate.connection", "false");
    return new SqsSinkConnector()
        .validate(properties).configValues().stream()
            .filter(value -> value.name().equals("sqs.proxy.bypass.hosts"))
            .map(ConfigValue::errorMessages)
            .findFirst()
            .orElseThrow();
  }
}
