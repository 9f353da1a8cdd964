package io.github.sqsconnect.aws.http;

import io.github.sqsconnect.config.ProxySettings;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.types.Password;
import software.amazon.awssdk.http.nio.netty.ProxyConfiguration;

/**
 * The proxy on the way to one host, in the form the HTTP client wants it. Without one of ours, the
 * settings of the JVM and of the environment hold; for a host that is to be reached without, none.
 *
 * @param port of the host
 */
record ProxySelection(ProxySettings settings, String host, int port) {
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  /** The proxy on the way to an endpoint; one that names no scheme has HTTPS. */
  static ProxySelection to(URI endpoint, ProxySettings settings) {
    return new ProxySelection(settings, endpoint.getHost(), port(endpoint));
  }

  private static int port(URI url) {
    return url.getPort() >= 0
        ? url.getPort()
        : "http".equals(url.getScheme()) ? HTTP_PORT : HTTPS_PORT;
  }

  ProxyConfiguration configuration() {
    if (settings.url().isPresent()) {
      URI url = EndpointUrl.parse(settings.url().get());
      return isBypassed(settings.bypassHosts())
          ? none()
          : of(
              url.getScheme(),
              url.getHost(),
              port(url),
              settings.user(),
              settings.password().map(Password::value));
    }
    WorkerProxy worker = WorkerProxy.ofProcess();
    if (worker.isOfTheJvm()) {
      return worker.ofTheJvm();
    }
    return worker.url().isEmpty() || isBypassed(worker.bypassHosts())
        ? none()
        : of(
            worker.url().get().getProtocol(),
            worker.url().get().getHost(),
            worker.port(),
            worker.user(),
            worker.password());
  }

  private boolean isBypassed(List<String> entries) {
    return entries.stream().map(BypassEntry::of).anyMatch(entry -> entry.matches(host, port));
  }

  private static ProxyConfiguration none() {
    return ProxyConfiguration.builder()
        .useSystemPropertyValues(false)
        .useEnvironmentVariableValues(false)
        .build();
  }

  private static ProxyConfiguration of(
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
