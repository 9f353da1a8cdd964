package io.github.sqsconnect.aws.environment;

import io.github.sqsconnect.aws.http.UrlRedaction;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;

/**
 * What the SDK reads from the worker's system properties, environment and AWS config file, and
 * would follow without a word: other endpoints than those of the settings, and kinds of endpoints.
 * Of the file it reads the profile that the environment names; {@code aws.profile.name} is for
 * credentials alone.
 *
 * @param service that is asked, as the SDK writes it: {@code sqs} or {@code sts}
 * @param named the settings by name
 */
public record EndpointOverrides(String service, Map<String, String> named) {
  private static final String ENDPOINT_URL = ".endpoint_url";
  private static final String OF_THE_FILE = " (AWS config file)";
  private static final List<String> FIPS =
      List.of("aws.useFipsEndpoint", "AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint" + OF_THE_FILE);
  private static final List<String> DUAL_STACK =
      List.of(
          "aws.useDualstackEndpoint",
          "AWS_USE_DUALSTACK_ENDPOINT",
          "use_dualstack_endpoint" + OF_THE_FILE);
  private static final List<String> IGNORED =
      List.of(
          "aws.ignoreConfiguredEndpointUrls",
          "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
          "ignore_configured_endpoint_urls" + OF_THE_FILE);

  /** In the order of the SDK, in which the first that is there counts. */
  private static List<String> endpoints(String service) {
    String upper = service.toUpperCase(Locale.ROOT);
    return List.of(
        "aws.endpointUrl" + upper.charAt(0) + service.substring(1),
        "aws.endpointUrl",
        "AWS_ENDPOINT_URL_" + upper,
        "AWS_ENDPOINT_URL",
        "services " + service + ENDPOINT_URL + OF_THE_FILE,
        service + ENDPOINT_URL + OF_THE_FILE,
        "endpoint_url" + OF_THE_FILE);
  }

  /** Those of this process for a service, as they are now. */
  public static EndpointOverrides ofProcess(String service) {
    Map<String, String> named = new HashMap<>();
    Optional<ProfileFile> file = configFile();
    Optional<Profile> profile =
        file.flatMap(f -> f.profile(ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow()));
    Stream.of(endpoints(service), FIPS, DUAL_STACK, IGNORED)
        .flatMap(List::stream)
        .forEach(
            name ->
                Optional.ofNullable(System.getProperty(name))
                    .or(() -> Optional.ofNullable(System.getenv(name)))
                    .or(() -> profile.flatMap(p -> p.property(name.replace(OF_THE_FILE, ""))))
                    .ifPresent(value -> named.put(name, value)));
    profile
        .flatMap(p -> p.property("services"))
        .flatMap(services -> file.flatMap(f -> f.getSection("services", services)))
        .flatMap(services -> services.property(service + ENDPOINT_URL))
        .ifPresent(value -> named.put("services " + service + ENDPOINT_URL + OF_THE_FILE, value));
    return new EndpointOverrides(service, named);
  }

  /** Of a file that cannot be read the client complains by itself. */
  static Optional<ProfileFile> configFile() {
    try {
      return Optional.of(ProfileFile.defaultProfileFile());
    } catch (RuntimeException unreadable) {
      return Optional.empty();
    }
  }

  /**
   * What leads requests elsewhere, as {@code name=value}; nothing does where we name an endpoint.
   */
  public List<String> redirections(boolean endpointGiven) {
    if (endpointGiven) {
      return List.of();
    }
    Stream<String> endpoint = endpoint().map(Map.Entry::getKey).stream();
    return Stream.concat(endpoint, kinds())
        .map(name -> name + '=' + UrlRedaction.of(named.getOrDefault(name, "")))
        .toList();
  }

  /** The setting that names the endpoint where ours do not, and its value. */
  Optional<Map.Entry<String, String>> endpoint() {
    return isOn(first(IGNORED))
        ? Optional.empty()
        : first(endpoints(service)).map(name -> Map.entry(name, named.get(name)));
  }

  /**
   * Why no request can be sent: the SDK takes an endpoint, or a kind of endpoint, and never both.
   */
  public Optional<String> contradiction(String key, boolean endpointGiven) {
    if (!endpointGiven) {
      return Optional.empty();
    }
    return kinds()
        .findFirst()
        .map(
            name ->
                key
                    + " names an endpoint, and the worker's "
                    + name
                    + " = 'true' asks the AWS SDK to choose one, which it refuses together. Leave that out of what the"
                    + " worker is given and name the FIPS or dual-stack host here, or "
                    + (service.equals("sqs")
                        ? "use the plain URL of the queue."
                        : "leave " + key + " out."));
  }

  private Stream<String> kinds() {
    return Stream.of(FIPS, DUAL_STACK)
        .map(this::first)
        .filter(this::isOn)
        .flatMap(Optional::stream);
  }

  private Optional<String> first(List<String> names) {
    return names.stream().filter(name -> !named.getOrDefault(name, "").isBlank()).findFirst();
  }

  private boolean isOn(Optional<String> name) {
    return name.filter(n -> named.getOrDefault(n, "").trim().equalsIgnoreCase("true")).isPresent();
  }
}
