package io.github.sqsconnect.aws.http;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import software.amazon.awssdk.http.nio.netty.ProxyConfiguration;
import software.amazon.awssdk.utils.ProxyConfigProvider;
import software.amazon.awssdk.utils.ProxyEnvironmentSetting;

/**
 * The proxy in the worker's system properties or environment variables, used if {@code
 * sqs.proxy.url} is not set. System properties come first, as in the AWS SDK, and the SDK applies
 * them. Environment variables are parsed here, because the SDK does not support domains in {@code
 * NO_PROXY}.
 *
 * @param text of {@code http_proxy} or {@code HTTP_PROXY}
 * @param bypassHosts of {@code no_proxy} or {@code NO_PROXY}
 */
record WorkerProxy(ProxyConfigProvider jvm, Optional<String> text, List<String> bypassHosts) {
  private static final int HTTP_PORT = 80;
  private static final int LAST_PORT = 65_535;

  static WorkerProxy ofProcess() {
    return new WorkerProxy(
        ProxyConfigProvider.fromSystemPropertySettings("http"),
        ProxyEnvironmentSetting.HTTP_PROXY.getStringValue(),
        ProxyEnvironmentSetting.NO_PROXY
            .getStringValue()
            .map(hosts -> List.of(hosts.split("[,|\\s]+")))
            .orElse(List.of()));
  }

  /** Whether system properties configure the proxy, so that the environment is ignored. */
  boolean isSetByJvm() {
    return jvm.host() != null
        || jvm.port() != 0
        || jvm.userName().isPresent()
        || jvm.password().isPresent()
        || !jvm.nonProxyHosts().isEmpty();
  }

  /** The proxy of the system properties, by the rules of the SDK. */
  ProxyConfiguration jvmConfiguration() {
    ProxyConfiguration.Builder builder =
        ProxyConfiguration.builder()
            .useSystemPropertyValues(true)
            .useEnvironmentVariableValues(false);
    if (jvm.host() != null && jvm.port() == 0) {
      builder.port(HTTP_PORT);
    }
    return builder.build();
  }

  /** The proxy of the environment, if there is one and its URL is valid. */
  Optional<URL> url() {
    return text.flatMap(WorkerProxy::url);
  }

  private static Optional<URL> url(String text) {
    try {
      URL url = new URL(text.contains("://") ? text : "http://" + text);
      boolean isHttp = url.getProtocol().equals("http") || url.getProtocol().equals("https");
      boolean portFits = url.getPort() != 0 && url.getPort() <= LAST_PORT;
      // Built from parts, as the SDK does: a password may have characters that a URI may not have.
      URI address =
          new URI(url.getProtocol(), null, url.getHost(), url.getPort(), null, null, null);
      return isHttp && portFits && address.getHost() != null ? Optional.of(url) : Optional.empty();
    } catch (MalformedURLException | URISyntaxException e) {
      return Optional.empty();
    }
  }

  int port() {
    URL url = url().orElseThrow();
    return url.getPort() >= 0 ? url.getPort() : url.getDefaultPort();
  }

  Optional<String> user() {
    return userInfo().map(info -> info.split(":", 2)[0]);
  }

  Optional<String> password() {
    return userInfo().filter(info -> info.contains(":")).map(info -> info.split(":", 2)[1]);
  }

  private Optional<String> userInfo() {
    return url().map(URL::getUserInfo);
  }

  /** Why no request could be sent. The text follows the name of a key that is not set. */
  Optional<String> error() {
    if (!isSetByJvm()) {
      return text.isPresent() && url().isEmpty()
          ? Optional.of(
              "http_proxy (HTTP_PROXY) in the worker's environment is not the URL of a proxy. Allowed:"
                  + " http://<host>:<port>, with https and with user:password@ too.")
          : Optional.empty();
    }
    String port = System.getProperty("http.proxyPort", "").trim();
    if (jvm.host() != null && !port.isEmpty() && !isPort(port)) {
      return Optional.of(
          "the worker's system property http.proxyPort = '"
              + port
              + "' is not a port. Allowed: 1 to 65535.");
    }
    return jvm.nonProxyHosts().stream()
        .filter(pattern -> !isPattern(pattern))
        .findFirst()
        .map(
            pattern ->
                "the worker's system property http.nonProxyHosts has an invalid entry. Allowed: hosts"
                    + " separated by |, with * for any part of a name.");
  }

  private static boolean isPort(String text) {
    try {
      int port = Integer.parseInt(text);
      return port > 0 && port <= LAST_PORT;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static boolean isPattern(String pattern) {
    try {
      return !Pattern.compile(pattern).pattern().isEmpty();
    } catch (PatternSyntaxException e) {
      return false;
    }
  }
}
