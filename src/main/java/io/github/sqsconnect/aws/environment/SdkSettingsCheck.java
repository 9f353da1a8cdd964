package io.github.sqsconnect.aws.environment;

import io.github.sqsconnect.config.AwsSettings;
import io.github.sqsconnect.config.QueueSettings;
import io.github.sqsconnect.config.RoleSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileLocation;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;

/**
 * What the AWS SDK reads from the worker's system properties, environment and AWS files when it
 * builds a client, and fails on without naming it.
 *
 * @param identity decides whether a client for STS is built
 * @param sqsEndpoint whether our settings name the endpoint of SQS, so that the worker's is not
 *     read
 */
public record SdkSettingsCheck(AwsSettings identity, boolean sqsEndpoint) {
  /**
   * Why no client can be built.
   *
   * @param key the key of ours that is nearest
   * @param what the file or setting, what is wrong with it and what is allowed
   */
  public record Complaint(String key, String what) {
    /** What the user who creates a connector reads. */
    public String message() {
      return "The worker's AWS settings cannot be used: "
          + what
          + ". Correct or remove it; if it is a variable or a system property, restart the worker.";
    }
  }

  private static final String BOOLEANS = "true, false";

  /**
   * A setting that is read when a client is built.
   *
   * @param property its name in the AWS config file; empty if it has none
   */
  private record Setting(
      SdkSystemSetting name, String property, String allowed, Predicate<String> fits) {}

  private static final List<Setting> OF_ALL_CLIENTS =
      List.of(
          new Setting(
              SdkSystemSetting.AWS_DEFAULTS_MODE,
              "defaults_mode",
              defaultsModes(),
              SdkSettingsCheck::isDefaultsMode),
          switchOf(SdkSystemSetting.AWS_USE_FIPS_ENDPOINT, "use_fips_endpoint"),
          switchOf(SdkSystemSetting.AWS_USE_DUALSTACK_ENDPOINT, "use_dualstack_endpoint"),
          switchOf(SdkSystemSetting.AWS_DISABLE_REQUEST_COMPRESSION, "disable_request_compression"),
          new Setting(
              SdkSystemSetting.AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES,
              "request_min_compression_size_bytes",
              "0 to 10485760",
              text -> isNumber(text, 0)));

  private static final Setting IGNORED_ENDPOINTS =
      switchOf(
          SdkSystemSetting.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS, "ignore_configured_endpoint_urls");

  /** Requests to SQS have a retry policy of ours. */
  private static final List<Setting> OF_STS =
      List.of(
          new Setting(
              SdkSystemSetting.AWS_RETRY_MODE,
              "retry_mode",
              "legacy, standard, adaptive",
              text -> List.of("legacy", "standard", "adaptive").contains(lower(text))),
          new Setting(
              SdkSystemSetting.AWS_MAX_ATTEMPTS, "max_attempts", "1 or more", t -> isNumber(t, 1)),
          switchOf(SdkSystemSetting.AWS_NEW_RETRIES_2026, ""));

  private static Setting switchOf(SdkSystemSetting name, String property) {
    return new Setting(
        name,
        property,
        BOOLEANS,
        text -> text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"));
  }

  /** The first thing that is wrong, as the worker is now. */
  public Optional<Complaint> complaint() {
    boolean sts = WorkerIdentity.callsSts(identity);
    boolean stsEndpoint = identity.role().endpoint().isPresent();
    Stream<Setting> settings =
        Stream.of(
                OF_ALL_CLIENTS,
                sqsEndpoint && (!sts || stsEndpoint)
                    ? List.<Setting>of()
                    : List.of(IGNORED_ENDPOINTS),
                sts ? OF_STS : List.<Setting>of())
            .flatMap(List::stream);
    return ofFile(ProfileFileLocation.configurationFilePath(), ProfileFile.Type.CONFIGURATION)
        .or(() -> ofFile(ProfileFileLocation.credentialsFilePath(), ProfileFile.Type.CREDENTIALS))
        .map(what -> new Complaint(identityKey(), what))
        .or(
            () ->
                settings
                    .flatMap(setting -> ofSetting(setting).stream())
                    .findFirst()
                    .map(what -> new Complaint(QueueSettings.QUEUE_URL, what)))
        .or(() -> sqsEndpoint ? Optional.empty() : ofEndpoint("sqs", QueueSettings.ENDPOINT_URL))
        .or(
            () ->
                !sts || stsEndpoint
                    ? Optional.empty()
                    : ofEndpoint("sts", RoleSettings.STS_ENDPOINT_URL));
  }

  private String identityKey() {
    return identity.profile().isPresent() ? AwsSettings.PROFILE : AwsSettings.ACCESS_KEY_ID;
  }

  private static Optional<String> ofFile(Path path, ProfileFile.Type type) {
    if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
      return Optional.empty();
    }
    try {
      List<String> lines =
          new String(Files.readAllBytes(path), StandardCharsets.UTF_8).lines().toList();
      if (isReadable(lines, type)) {
        return Optional.empty();
      }
      int good = 0;
      int bad = lines.size();
      while (bad - good > 1) {
        int middle = (good + bad) / 2;
        if (isReadable(lines.subList(0, middle), type)) {
          good = middle;
        } else {
          bad = middle;
        }
      }
      return Optional.of(
          "line "
              + bad
              + " of "
              + path
              + " cannot be read. Allowed: [profile] lines, <name> = <value> lines that begin in the first column,"
              + " indented lines below a <name> = line, and comments");
    } catch (IOException e) {
      return Optional.of(path + " cannot be read: " + e);
    }
  }

  private static boolean isReadable(List<String> lines, ProfileFile.Type type) {
    byte[] text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    try {
      ProfileFile.builder().content(new ByteArrayInputStream(text)).type(type).build();
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  private static Optional<String> ofSetting(Setting setting) {
    SdkSystemSetting name = setting.name();
    Optional<String> outside = name.getStringValue();
    String where =
        System.getProperty(name.property()) != null
            ? "system property " + name.property()
            : "environment variable " + name.environmentVariable();
    return outside
        .map(text -> unfit(setting, where, text))
        .orElseGet(
            () ->
                fileProperty(setting.property())
                    .flatMap(
                        text -> unfit(setting, setting.property() + " in " + profile(), text)));
  }

  private static Optional<String> unfit(Setting setting, String where, String text) {
    return setting.fits().test(text)
        ? Optional.empty()
        : Optional.of(where + " = '" + text + "'. Allowed: " + setting.allowed());
  }

  private static Optional<String> fileProperty(String property) {
    return EndpointOverrides.configFile()
        .flatMap(file -> file.profile(profileName()))
        .flatMap(profile -> profile.property(property));
  }

  private static String profile() {
    return "profile "
        + profileName()
        + " of "
        + ProfileFileLocation.configurationFilePath()
        + " or of the credentials file";
  }

  private static String profileName() {
    return ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow();
  }

  /** An address may hold a password, so it is not repeated. */
  private static Optional<Complaint> ofEndpoint(String service, String key) {
    return EndpointOverrides.ofProcess(service)
        .endpoint()
        .filter(setting -> !isUrl(setting.getValue()))
        .map(
            setting ->
                new Complaint(
                    key,
                    setting.getKey()
                        + ", which names the endpoint because "
                        + key
                        + " is not set, is not a URL. Allowed: http or https, a host, and a port if needed"));
  }

  private static boolean isUrl(String text) {
    try {
      URI url = new URI(text);
      boolean known =
          "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
      return known && url.getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static String defaultsModes() {
    return Arrays.stream(DefaultsMode.values())
        .map(DefaultsMode::toString)
        .collect(Collectors.joining(", "));
  }

  private static boolean isDefaultsMode(String text) {
    try {
      return DefaultsMode.fromValue(lower(text)) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static boolean isNumber(String text, int least) {
    try {
      return Integer.parseInt(text) >= least;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
