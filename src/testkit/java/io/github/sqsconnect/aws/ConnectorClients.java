package io.github.sqsconnect.aws;

import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.fakes.ConnectorSettings;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The connector's own client, for an endpoint of this machine. */
public final class ConnectorClients {
  public static final String KEY = "AKIDEXAMPLE";
  public static final String SECRET = "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY";

  private ConnectorClients() {}

  public static AwsClients of(ScriptedSqs endpoint, String... keysAndValues) {
    return of(config(keysAndValues), "us-east-1", endpoint.uri());
  }

  public static AwsClients of(SqsSinkConfig config, String region, URI endpoint) {
    return new AwsClients(
        config.aws(),
        config.queue().proxy(),
        config.delivery(),
        Optional.of(region),
        Optional.of(endpoint),
        "9.9.9");
  }

  /**
   * A client in a network in which host names have chosen addresses.
   *
   * @param names addresses of names, separated by blanks; the machine resolves other names
   */
  public static AwsClients resolving(
      Map<String, String> names, Map<String, String> properties, URI endpoint) {
    SqsSinkConfig config = SqsSinkConfig.from(properties);
    return new AwsClients(
        config.aws(),
        config.queue().proxy(),
        config.delivery(),
        config.queue().region(),
        Optional.of(endpoint),
        "1",
        host -> addresses(names.getOrDefault(host, host)));
  }

  private static InetAddress[] addresses(String hosts) throws UnknownHostException {
    List<InetAddress> addresses = new ArrayList<>();
    for (String host : hosts.split(" ")) {
      addresses.addAll(Arrays.asList(InetAddress.getAllByName(host)));
    }
    return addresses.toArray(InetAddress[]::new);
  }

  /** An empty value removes its key. */
  public static SqsSinkConfig config(String... keysAndValues) {
    Map<String, String> properties = new HashMap<>();
    properties.put("sqs.queue.url", "https://sqs.us-east-1.amazonaws.com/123456789012/events");
    properties.put("aws.access.key.id", KEY);
    properties.put("aws.secret.access.key", SECRET);
    return SqsSinkConfig.from(ConnectorSettings.changed(properties, keysAndValues));
  }
}
