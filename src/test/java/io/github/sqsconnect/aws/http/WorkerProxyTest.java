package io.github.sqsconnect.aws.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.utils.ProxyConfigProvider;

/** The environment of a JVM cannot be changed, so the tests pass what it would contain. */
class WorkerProxyTest {
  @AfterEach
  void clearProperties() {
    System.clearProperty("http.proxyHost");
    System.clearProperty("http.proxyPort");
    System.clearProperty("http.nonProxyHosts");
    System.clearProperty("http.proxyUser");
  }

  private static WorkerProxy environment(String text) {
    return new WorkerProxy(
        ProxyConfigProvider.fromSystemPropertySettings("http"), Optional.of(text), List.of());
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "http://proxy:3128, proxy, 3128, none, none",
        "proxy:3128, proxy, 3128, none, none",
        "http://proxy, proxy, 80, none, none",
        "https://proxy, proxy, 443, none, none",
        "http://user@proxy, proxy, 80, user, none",
        "http://user:a:b@proxy:1, proxy, 1, user, a:b",
        "http://user:p%^w@proxy:65535, proxy, 65535, user, p%^w"
      })
  void partsOfTheUrlAreRead(String text, String host, int port, String user, String password) {
    WorkerProxy proxy = environment(text);

    assertThat(proxy.error()).isEmpty();
    assertThat(proxy.url().orElseThrow().getHost()).isEqualTo(host);
    assertThat(proxy.port()).isEqualTo(port);
    assertThat(proxy.user()).isEqualTo(Optional.ofNullable(user));
    assertThat(proxy.password()).isEqualTo(Optional.ofNullable(password));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://proxy",
        "http://",
        "http://proxy:0",
        "http://proxy:65536",
        "http://user:s3cret@pro xy",
        "http://proxy:many"
      })
  void textThatIsNoUrlOfAProxyIsAnErrorThatDoesNotShowIt(String text) {
    WorkerProxy proxy = environment(text);

    assertThat(proxy.url()).isEmpty();
    assertThat(proxy.error().orElseThrow())
        .startsWith(
            "http_proxy (HTTP_PROXY) in the worker's environment is not the URL of a proxy.")
        .doesNotContain("s3cret");
  }

  @Test
  void withoutAProxyThereIsNoError() {
    WorkerProxy none =
        new WorkerProxy(
            ProxyConfigProvider.fromSystemPropertySettings("http"), Optional.empty(), List.of());

    assertThat(none.error()).isEmpty();
    assertThat(none.url()).isEmpty();
    assertThat(none.isSetByJvm()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http.proxyHost", "http.proxyPort", "http.nonProxyHosts", "http.proxyUser"})
  void anyPropertyOfTheJvmReplacesTheEnvironment(String property) {
    System.setProperty(property, property.endsWith("Port") ? "8080" : "jvm");
    WorkerProxy proxy = environment("no URL of a proxy");

    assertThat(proxy.isSetByJvm()).isTrue();
    assertThat(proxy.error()).as("nobody reads the environment").isEmpty();
  }

  @Test
  void portOfTheJvmDefaultsTo80() {
    System.setProperty("http.proxyHost", "jvm");
    assertThat(WorkerProxy.ofProcess().jvmConfiguration().port()).isEqualTo(80);

    System.setProperty("http.proxyPort", "8080");
    assertThat(WorkerProxy.ofProcess().jvmConfiguration().port()).isEqualTo(8080);
    assertThat(WorkerProxy.ofProcess().jvmConfiguration().host()).isEqualTo("jvm");
  }

  @ParameterizedTest
  @CsvSource({"0, true", "65536, true", "many, true", "1, false", "65535, false", "' ', false"})
  void portOfTheJvmIsChecked(String port, boolean wrong) {
    System.setProperty("http.proxyHost", "jvm");
    System.setProperty("http.proxyPort", port);

    assertThat(WorkerProxy.ofProcess().error().isPresent()).isEqualTo(wrong);
  }

  @Test
  void hostsOfTheJvmThatAreNoPatternAreAnError() {
    System.setProperty("http.proxyHost", "jvm");
    System.setProperty("http.nonProxyHosts", "localhost|*.example.org");
    assertThat(WorkerProxy.ofProcess().error()).isEmpty();

    System.setProperty("http.nonProxyHosts", "localhost|[");
    assertThat(WorkerProxy.ofProcess().error().orElseThrow())
        .contains("http.nonProxyHosts has an invalid entry", "separated by |");
  }
}
