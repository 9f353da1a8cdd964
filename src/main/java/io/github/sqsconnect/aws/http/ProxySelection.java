package io.github.sqsconnect.aws.http;

import io.github.sqsconnect.config.ProxySettings;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.types.Password;
import software.amazon.awssdk.http.nio.netty.ProxyConfiguration;

/**
 * Selects the proxy for one host: the one in the connector's settings, else the one of the JVM,
 * else the one of the environment. A host on the bypass list is reached without a proxy.
 *
 * @param port of the host
 */
public record ProxySelection(ProxySettings settings, String host, int port) {
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  /** The selection for an endpoint; an endpoint without a scheme uses HTTPS. */
  static ProxySelection to(URI endpoint, ProxySettings settings) {
    return new ProxySelection(settings, endpoint.getHost(), port(endpoint));
  }

  /** Errors of the settings, and of the worker's own proxy if it is used: the message by key. */
  public static Map<String, String> errors(ProxySettings settings) {
    Map<String, String> errors = new LinkedHashMap<>();
    settings.bypassHosts().stream()
        .filter(entry -> !BypassEntry.parse(entry).isValid())
        .findFirst()
        .ifPresent(entry -> errors.put(ProxySettings.BYPASS_HOSTS, invalidEntry(entry)));
    if (settings.url().isEmpty()) {
      WorkerProxy.ofProcess()
          .error()
          .ifPresent(
              error ->
                  errors.put(
                      ProxySettings.URL,
                      ProxySettings.URL
                          + " is not set, and "
                          + error
                          + " Correct it and restart the worker, or set "
                          + ProxySettings.URL
                          + '.'));
    }
    return errors;
  }

  private static String invalidEntry(String entry) {
    return ProxySettings.BYPASS_HOSTS
        + " has the entry "
        + UrlRedaction.quote(entry)
        + ", which no host can match. Allowed: a host name, a domain (it matches itself and all names below it),"
        + " * for any part of a name, or an IP address; each with :<port> if needed. Correct or remove it.";
  }

  private static int port(URI url) {
    return url.getPort() >= 0
        ? url.getPort()
        : "http".equals(url.getScheme()) ? HTTP_PORT : HTTPS_PORT;
  }

  /** The selected proxy, in the form of the HTTP client. */
  ProxyConfiguration configuration() {
    if (settings.url().isPresent()) {
      return isBypassed(settings.bypassHosts()) ? none() : configured(settings.url().get());
    }

    WorkerProxy worker = WorkerProxy.ofProcess();
    if (worker.isSetByJvm()) {
      return worker.jvmConfiguration();
    }
    return worker.url().isEmpty() || isBypassed(worker.bypassHosts())
        ? none()
        : proxy(
            worker.url().get().getProtocol(),
            worker.url().get().getHost(),
            worker.port(),
            worker.user(),
            worker.password());
  }

  private boolean isBypassed(List<String> entries) {
    return entries.stream().map(BypassEntry::parse).anyMatch(entry -> entry.matches(host, port));
  }

  private ProxyConfiguration configured(String proxyUrl) {
    URI url = EndpointUrl.parse(proxyUrl);
    return proxy(
        url.getScheme(),
        url.getHost(),
        port(url),
        settings.user(),
        settings.password().map(Password::value));
  }

  private static ProxyConfiguration none() {
    return ProxyConfiguration.builder()
        .useSystemPropertyValues(false)
        .useEnvironmentVariableValues(false)
        .build();
  }

  private static ProxyConfiguration proxy(
      String scheme, String host, int port, Optional<String> user, Optional<String> password) {
    return ProxyConfiguration.builder()
        .useSystemPropertyValues(false)
        .useEnvironmentVariableValues(false)
        .scheme(scheme)
        .host(host)
        .port(port)
        .username(user.orElse(null))
        .password(password.orElse(null))
        .nonProxyHosts(Set.of())
        .build();
  }
}
