package io.github.sqsconnect.aws.http;

import io.github.sqsconnect.aws.ConnectorClients;
import io.github.sqsconnect.config.ProxySettings;
import java.net.URI;
import java.util.Set;
import software.amazon.awssdk.http.nio.netty.ProxyConfiguration;

/** Which endpoints the connector reaches by a proxy, for tests of other packages. */
public final class ProxiedHosts {
  private ProxiedHosts() {}

  public static boolean isReachedByProxy(String endpoint, String... keysAndValues) {
    return configuration(endpoint, keysAndValues).host() != null;
  }

  /** The patterns of hosts that the HTTP client itself reaches without the proxy. */
  public static Set<String> nonProxyHosts(String endpoint) {
    return configuration(endpoint).nonProxyHosts();
  }

  private static ProxyConfiguration configuration(String endpoint, String... keysAndValues) {
    ProxySettings settings = ConnectorClients.config(keysAndValues).queue().proxy();
    return ProxySelection.to(URI.create(endpoint), settings).configuration();
  }
}
