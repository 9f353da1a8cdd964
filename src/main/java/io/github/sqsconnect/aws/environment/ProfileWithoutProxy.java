package io.github.sqsconnect.aws.environment;

import io.github.sqsconnect.config.AwsSettings;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.profiles.ProfileProperty;

/**
 * An identity that the SDK asks for by itself, with connections that know no proxy of ours: a
 * profile that is a role, or that was logged in to.
 *
 * @param profile its name
 * @param property what makes it one, as in {@code role_arn}
 */
public record ProfileWithoutProxy(String profile, String property) {
  private static final List<String> ASKING =
      List.of(
          ProfileProperty.ROLE_ARN,
          ProfileProperty.SSO_START_URL,
          ProfileProperty.SSO_ACCOUNT_ID,
          ProfileProperty.LOGIN_SESSION);

  /** The one behind these settings, as the worker's files are now. */
  public static Optional<ProfileWithoutProxy> of(AwsSettings settings) {
    return settings
        .profile()
        .or(() -> profileOfTheWorker(settings))
        .flatMap(name -> EndpointOverrides.configFile().flatMap(file -> file.profile(name)))
        .flatMap(ProfileWithoutProxy::of);
  }

  private static Optional<ProfileWithoutProxy> of(Profile profile) {
    return ASKING.stream()
        .filter(name -> profile.property(name).isPresent())
        .findFirst()
        .map(name -> new ProfileWithoutProxy(profile.name(), name));
  }

  private static Optional<String> profileOfTheWorker(AwsSettings settings) {
    boolean reached =
        settings.isLeftToTheWorker()
            && !WorkerIdentity.hasKeys()
            && !WorkerIdentity.hasWebIdentity();
    return reached ? ProfileFileSystemSetting.AWS_PROFILE.getStringValue() : Optional.empty();
  }
}
