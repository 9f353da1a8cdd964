package io.github.sqsconnect.aws.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.aws.ConnectorClients;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.nio.netty.ProxyConfiguration;

class ProxySelectionTest {
  private static final String ENDPOINT = "https://sqs.eu-west-1.amazonaws.com";

  @AfterEach
  void clearProperties() {
    System.clearProperty("http.proxyHost");
    System.clearProperty("http.proxyPort");
    System.clearProperty("http.nonProxyHosts");
  }

  private static ProxyConfiguration proxy(String endpoint, String... keysAndValues) {
    return ProxySelection.to(
            URI.create(endpoint), ConnectorClients.config(keysAndValues).queue().proxy())
        .configuration();
  }

  @Test
  void proxyOfTheSettingsIsUsedWithUserAndPassword() {
    ProxyConfiguration proxy =
        proxy(
            ENDPOINT,
            "sqs.proxy.url",
            "http://proxy:3128",
            "sqs.proxy.user",
            "user",
            "sqs.proxy.password",
            "s3cret");

    assertThat(proxy.scheme()).isEqualTo("http");
    assertThat(proxy.host()).isEqualTo("proxy");
    assertThat(proxy.port()).isEqualTo(3128);
    assertThat(proxy.username()).isEqualTo("user");
    assertThat(proxy.password()).isEqualTo("s3cret");
  }

  @Test
  void portOfAProxyDefaultsToThatOfItsScheme() {
    assertThat(proxy(ENDPOINT, "sqs.proxy.url", "http://proxy").port()).isEqualTo(80);
    assertThat(proxy(ENDPOINT, "sqs.proxy.url", "https://proxy").port()).isEqualTo(443);
  }

  @Test
  void hostOnTheBypassListHasNoProxy() {
    String[] settings = {
      "sqs.proxy.url", "http://proxy:3128", "sqs.proxy.bypass.hosts", "amazonaws.com:443,localhost"
    };

    assertThat(proxy(ENDPOINT, settings).host()).isNull();
    assertThat(proxy("http://localhost:4566", settings).host()).isNull();
    assertThat(proxy(ENDPOINT + ":8443", settings).host()).isEqualTo("proxy");
  }

  @Test
  void settingsComeBeforeTheJvm() {
    System.setProperty("http.proxyHost", "jvm");
    System.setProperty("http.proxyPort", "8080");

    assertThat(proxy(ENDPOINT, "sqs.proxy.url", "http://proxy:3128").host()).isEqualTo("proxy");
    assertThat(proxy(ENDPOINT).host()).isEqualTo("jvm");
    assertThat(proxy(ENDPOINT).port()).isEqualTo(8080);
  }

  @Test
  void errorsNameTheKeyToFix() {
    assertThat(
            ProxySelection.errors(
                ConnectorClients.config(
                        "sqs.proxy.url", "http://proxy", "sqs.proxy.bypass.hosts", "10.0.0.0/8")
                    .queue()
                    .proxy()))
        .containsOnlyKeys("sqs.proxy.bypass.hosts");

    System.setProperty("http.proxyHost", "jvm");
    System.setProperty("http.proxyPort", "many");
    assertThat(ProxySelection.errors(ConnectorClients.config().queue().proxy()))
        .containsOnlyKeys("sqs.proxy.url")
        .extractingByKey("sqs.proxy.url")
        .asString()
        .contains("http.proxyPort = 'many' is not a port", "restart the worker");
    assertThat(
            ProxySelection.errors(
                ConnectorClients.config("sqs.proxy.url", "http://proxy").queue().proxy()))
        .isEmpty();
  }
}
