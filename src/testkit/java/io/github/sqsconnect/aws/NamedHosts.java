package io.github.sqsconnect.aws;

import io.github.sqsconnect.config.SqsSinkConfig;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/** The connector's own client in a network whose names have the addresses that a test wants. */
public final class NamedHosts implements AutoCloseable {
  private final AwsClients clients;

  private NamedHosts(AwsClients clients) {
    this.clients = clients;
  }

  /**
   * Builds the client of a configuration.
   *
   * @param names addresses of names, separated by blanks; other names have those of the machine
   */
  public static NamedHosts clients(
      Map<String, String> names, Map<String, String> properties, URI endpoint) {
    SqsSinkConfig config = SqsSinkConfig.from(properties);
    return new NamedHosts(
        new AwsClients(
            config.aws(),
            config.queue().proxy(),
            config.delivery(),
            config.queue().region(),
            Optional.of(endpoint),
            "1",
            host -> addresses(names.getOrDefault(host, host))));
  }

  private static InetAddress[] addresses(String hosts) throws UnknownHostException {
    List<InetAddress> addresses = new ArrayList<>();
    for (String host : hosts.split(" ")) {
      addresses.addAll(Arrays.asList(InetAddress.getAllByName(host)));
    }
    return addresses.toArray(InetAddress[]::new);
  }

  public SqsAsyncClient sqs() {
    return clients.sqs();
  }

  @Override
  public void close() {
    clients.close();
  }
}
