package io.github.sqsconnect.aws.environment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.profiles.ProfileFileLocation;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;

/**
 * The settings of the worker that the AWS SDK parses when it builds a client. With an invalid value
 * it throws an exception that does not name the setting.
 */
final class SdkSettings {
  /**
   * One setting.
   *
   * @param property its name in the AWS config file; empty if it has none
   * @param allowed the allowed values, for an error message
   */
  private record Setting(
      SdkSystemSetting name, String property, String allowed, Predicate<String> isValid) {}

  private static final List<Setting> ALL_CLIENTS =
      List.of(
          new Setting(
              SdkSystemSetting.AWS_DEFAULTS_MODE,
              "defaults_mode",
              defaultsModes(),
              SdkSettings::isDefaultsMode),
          flag(SdkSystemSetting.AWS_USE_FIPS_ENDPOINT, "use_fips_endpoint"),
          flag(SdkSystemSetting.AWS_USE_DUALSTACK_ENDPOINT, "use_dualstack_endpoint"),
          flag(SdkSystemSetting.AWS_DISABLE_REQUEST_COMPRESSION, "disable_request_compression"),
          new Setting(
              SdkSystemSetting.AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES,
              "request_min_compression_size_bytes",
              "0 to 10485760",
              text -> isNumber(text, 0)));

  /** Read by a client whose endpoint is not set in the connector's configuration. */
  private static final Setting IGNORE_ENDPOINTS =
      flag(SdkSystemSetting.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS, "ignore_configured_endpoint_urls");

  /** Read by the STS client only: the SQS client has a retry policy of this connector. */
  private static final List<Setting> STS_CLIENT =
      List.of(
          new Setting(
              SdkSystemSetting.AWS_RETRY_MODE,
              "retry_mode",
              "legacy, standard, adaptive",
              text -> List.of("legacy", "standard", "adaptive").contains(lower(text))),
          new Setting(
              SdkSystemSetting.AWS_MAX_ATTEMPTS, "max_attempts", "1 or more", t -> isNumber(t, 1)),
          flag(SdkSystemSetting.AWS_NEW_RETRIES_2026, ""));

  private SdkSettings() {}

  private static Setting flag(SdkSystemSetting name, String property) {
    return new Setting(
        name,
        property,
        "true, false",
        text -> text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"));
  }

  /**
   * The first setting with an invalid value: its name, the value and what is allowed.
   *
   * @param endpointIsRead whether a client reads its endpoint from the worker
   * @param callsSts whether an STS client is built
   */
  static Optional<String> firstError(boolean endpointIsRead, boolean callsSts) {
    List<Setting> settings = new ArrayList<>(ALL_CLIENTS);
    if (endpointIsRead) {
      settings.add(IGNORE_ENDPOINTS);
    }
    if (callsSts) {
      settings.addAll(STS_CLIENT);
    }
    return settings.stream().flatMap(setting -> error(setting).stream()).findFirst();
  }

  /** A property or variable comes before the file, as in the SDK. */
  private static Optional<String> error(Setting setting) {
    SdkSystemSetting name = setting.name();
    Optional<String> value = name.getStringValue();
    if (value.isEmpty()) {
      return fileValue(setting.property())
          .flatMap(text -> error(setting, setting.property() + " in " + profileText(), text));
    }
    String where =
        System.getProperty(name.property()) != null
            ? "system property " + name.property()
            : "environment variable " + name.environmentVariable();
    return error(setting, where, value.get());
  }

  private static Optional<String> error(Setting setting, String where, String text) {
    return setting.isValid().test(text)
        ? Optional.empty()
        : Optional.of(where + " = '" + text + "'. Allowed: " + setting.allowed());
  }

  private static Optional<String> fileValue(String property) {
    return AwsFiles.profileFile()
        .flatMap(file -> file.profile(profileName()))
        .flatMap(profile -> profile.property(property));
  }

  private static String profileText() {
    return "profile "
        + profileName()
        + " of "
        + ProfileFileLocation.configurationFilePath()
        + " or of the credentials file";
  }

  private static String profileName() {
    return ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow();
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

  private static boolean isNumber(String text, int min) {
    try {
      return Integer.parseInt(text) >= min;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
