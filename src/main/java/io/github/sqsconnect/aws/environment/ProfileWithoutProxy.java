package io.github.sqsconnect.aws.environment;

import io.github.sqsconnect.config.AwsSettings;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.profiles.ProfileProperty;

/**
 * A profile for whose credentials the SDK sends requests itself: an assumed role, single sign-on or
 * a login. It uses connections of its own, which do not use {@code sqs.proxy.url}.
 *
 * @param property the property that makes the SDK send requests, for example {@code role_arn}
 */
record ProfileWithoutProxy(String name, String property) {
  private static final List<String> REQUESTING =
      List.of(
          ProfileProperty.ROLE_ARN,
          ProfileProperty.SSO_START_URL,
          ProfileProperty.SSO_ACCOUNT_ID,
          ProfileProperty.LOGIN_SESSION);

  /** The profile that these settings use, if it is such a one in the worker's files now. */
  static Optional<ProfileWithoutProxy> of(AwsSettings settings) {
    return settings
        .profile()
        .or(() -> workerProfile(settings))
        .flatMap(name -> AwsFiles.profileFile().flatMap(file -> file.profile(name)))
        .flatMap(ProfileWithoutProxy::of);
  }

  private static Optional<ProfileWithoutProxy> of(Profile profile) {
    return REQUESTING.stream()
        .filter(property -> profile.property(property).isPresent())
        .findFirst()
        .map(property -> new ProfileWithoutProxy(profile.name(), property));
  }

  /** The default chain uses the profile only after keys and a web identity. */
  private static Optional<String> workerProfile(AwsSettings settings) {
    boolean isUsed =
        settings.isLeftToTheWorker()
            && !WorkerIdentity.hasKeys()
            && !WorkerIdentity.hasWebIdentity();
    return isUsed ? ProfileFileSystemSetting.AWS_PROFILE.getStringValue() : Optional.empty();
  }
}
