package io.github.sqsconnect.aws;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the SDK reads from the worker's environment and system properties, and would follow without
 * a word: other endpoints than the queue's, and kinds of endpoints.
 *
 * @param named the variables and properties by name
 */
public record OutsideSettings(Map<String, String> named) {
  private static final List<String> ENDPOINTS =
      List.of("AWS_ENDPOINT_URL_SQS", "AWS_ENDPOINT_URL", "aws.endpointUrlSqs", "aws.endpointUrl");
  private static final List<String> KINDS =
      List.of(
          "AWS_USE_FIPS_ENDPOINT",
          "AWS_USE_DUALSTACK_ENDPOINT",
          "aws.useFipsEndpoint",
          "aws.useDualstackEndpoint");
  private static final List<String> IGNORED =
      List.of("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "aws.ignoreConfiguredEndpointUrls");

  /** Those of this process, as they are now. */
  public static OutsideSettings ofProcess() {
    Map<String, String> named = new HashMap<>(System.getenv());
    for (List<String> names : List.of(ENDPOINTS, KINDS, IGNORED)) {
      for (String name : names) {
        String value = System.getProperty(name);
        if (value != null) {
          named.put(name, value);
        }
      }
    }
    return new OutsideSettings(named);
  }

  /**
   * What leads requests elsewhere, as {@code name=value}; nothing does where we name an endpoint.
   */
  public List<String> redirections(boolean endpointGiven) {
    List<String> redirections = new ArrayList<>();
    if (endpointGiven || IGNORED.stream().anyMatch(this::isOn)) {
      return redirections;
    }
    for (String name : ENDPOINTS) {
      String value = named.getOrDefault(name, "");
      if (!value.isBlank()) {
        redirections.add(name + '=' + value);
      }
    }
    return redirections;
  }

  /**
   * Why no request can be sent: the SDK takes an endpoint, or a kind of endpoint, and never both.
   */
  public Optional<String> contradiction(String key, boolean endpointGiven) {
    if (!endpointGiven) {
      return Optional.empty();
    }
    return KINDS.stream()
        .filter(this::isOn)
        .findFirst()
        .map(
            name ->
                key
                    + " names an endpoint, and the worker's "
                    + name
                    + " = 'true' asks the AWS SDK to choose one, which it refuses together. Leave "
                    + name
                    + " out of the worker's environment and name the FIPS or dual-stack host here, or use the plain URL"
                    + " of the queue.");
  }

  private boolean isOn(String name) {
    return named.getOrDefault(name, "").trim().equalsIgnoreCase("true");
  }

  /** Names only: an environment holds secrets. */
  @Override
  public String toString() {
    return "OutsideSettings" + named.keySet();
  }
}
