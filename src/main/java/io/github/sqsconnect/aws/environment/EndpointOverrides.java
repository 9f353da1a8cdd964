package io.github.sqsconnect.aws.environment;

import io.github.sqsconnect.aws.http.UrlRedaction;
import java.net.URI;
import java.net.URISyntaxException;
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
 * The worker's settings that change the endpoint of a service: another endpoint, or the FIPS or
 * dual-stack variant of the regular one. The SDK follows them silently. In the AWS config file the
 * SDK uses the profile that the environment names; {@code aws.profile.name} selects credentials
 * only.
 *
 * @param service as the SDK writes it: {@code sqs} or {@code sts}
 * @param values by the name of the setting
 */
record EndpointOverrides(String service, Map<String, String> values) {
  private static final String ENDPOINT_URL = ".endpoint_url";
  private static final String IN_FILE = " (AWS config file)";
  private static final List<String> FIPS =
      List.of("aws.useFipsEndpoint", "AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint" + IN_FILE);
  private static final List<String> DUAL_STACK =
      List.of(
          "aws.useDualstackEndpoint",
          "AWS_USE_DUALSTACK_ENDPOINT",
          "use_dualstack_endpoint" + IN_FILE);
  private static final List<String> IGNORE_ENDPOINTS =
      List.of(
          "aws.ignoreConfiguredEndpointUrls",
          "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
          "ignore_configured_endpoint_urls" + IN_FILE);

  /** The settings of this process for a service, as they are now. */
  static EndpointOverrides ofProcess(String service) {
    Map<String, String> values = new HashMap<>();
    Optional<ProfileFile> file = AwsFiles.profileFile();
    Optional<Profile> profile =
        file.flatMap(f -> f.profile(ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow()));

    Stream.of(endpointNames(service), FIPS, DUAL_STACK, IGNORE_ENDPOINTS)
        .flatMap(List::stream)
        .forEach(
            name ->
                Optional.ofNullable(System.getProperty(name))
                    .or(() -> Optional.ofNullable(System.getenv(name)))
                    .or(() -> profile.flatMap(p -> p.property(name.replace(IN_FILE, ""))))
                    .ifPresent(value -> values.put(name, value)));

    profile
        .flatMap(p -> p.property("services"))
        .flatMap(section -> file.flatMap(f -> f.getSection("services", section)))
        .flatMap(section -> section.property(service + ENDPOINT_URL))
        .ifPresent(value -> values.put("services " + service + ENDPOINT_URL + IN_FILE, value));
    return new EndpointOverrides(service, values);
  }

  /** The names of the settings for an endpoint, in the SDK's order: the first one set is used. */
  private static List<String> endpointNames(String service) {
    String upper = service.toUpperCase(Locale.ROOT);
    return List.of(
        "aws.endpointUrl" + upper.charAt(0) + service.substring(1),
        "aws.endpointUrl",
        "AWS_ENDPOINT_URL_" + upper,
        "AWS_ENDPOINT_URL",
        "services " + service + ENDPOINT_URL + IN_FILE,
        service + ENDPOINT_URL + IN_FILE,
        "endpoint_url" + IN_FILE);
  }

  /** The settings that redirect requests, as {@code name=value}. */
  List<String> active() {
    return Stream.concat(endpointName().stream(), variants())
        .map(name -> name + '=' + UrlRedaction.redact(values.getOrDefault(name, "")))
        .toList();
  }

  /** The name of the setting whose endpoint is used and is not a URL. */
  Optional<String> invalidEndpoint() {
    return endpointName().filter(name -> !isUrl(values.getOrDefault(name, "")));
  }

  /** The name of the setting that selects the FIPS or dual-stack variant, if one does. */
  Optional<String> endpointVariant() {
    return variants().findFirst();
  }

  private Optional<String> endpointName() {
    return isOn(firstSet(IGNORE_ENDPOINTS)) ? Optional.empty() : firstSet(endpointNames(service));
  }

  private Stream<String> variants() {
    return Stream.of(FIPS, DUAL_STACK)
        .map(this::firstSet)
        .filter(this::isOn)
        .flatMap(Optional::stream);
  }

  private Optional<String> firstSet(List<String> names) {
    return names.stream().filter(name -> !values.getOrDefault(name, "").isBlank()).findFirst();
  }

  private boolean isOn(Optional<String> name) {
    return name.filter(n -> values.getOrDefault(n, "").trim().equalsIgnoreCase("true")).isPresent();
  }

  private static boolean isUrl(String text) {
    try {
      URI url = new URI(text);
      boolean isHttp =
          "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
      return isHttp && url.getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
