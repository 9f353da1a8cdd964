package io.github.sqsconnect.aws;

import io.github.sqsconnect.config.ProxySettings;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;
import software.amazon.awssdk.http.nio.netty.ProxyConfiguration;

/**
 * The proxy on the way to one host, in the form the HTTP client wants it. Without one of ours, the
 * settings of the JVM and of the environment hold; for a host that is to be reached without, none.
 */
record Proxy(ProxySettings settings, String host) {
  ProxyConfiguration configuration() {
    ProxyConfiguration.Builder builder =
        ProxyConfiguration.builder()
            .useSystemPropertyValues(settings.url().isEmpty())
            .useEnvironmentVariableValues(settings.url().isEmpty());
    url()
        .ifPresent(
            url ->
                builder
                    .scheme(url.getScheme())
                    .host(url.getHost())
                    .port(url.getPort())
                    .username(settings.user().orElse(null))
                    .password(settings.password().map(Password::value).orElse(null)));
    return builder.build();
  }

  private Optional<URI> url() {
    boolean bypassed =
        settings.bypassHosts().stream()
            .anyMatch(pattern -> matches(pattern.toLowerCase(Locale.ROOT), host));
    return bypassed ? Optional.empty() : settings.url().map(Proxy::withPort);
  }

  private static URI withPort(String text) {
    URI url = QueueAddress.endpoint(text);
    int port = url.getPort() >= 0 ? url.getPort() : url.getScheme().equals("https") ? 443 : 80;
    return URI.create(url.getScheme() + "://" + url.getHost() + ':' + port);
  }

  /** Whether a name fits a pattern in which * stands for any part of it. */
  static boolean matches(String pattern, String name) {
    int star = pattern.indexOf('*');
    if (star < 0) {
      return name.equals(pattern);
    }
    String rest = pattern.substring(star + 1);
    if (!name.startsWith(pattern.substring(0, star))) {
      return false;
    }
    for (int at = star; at <= name.length(); at++) {
      if (matches(rest, name.substring(at))) {
        return true;
      }
    }
    return false;
  }
}
