package io.github.sqsconnect.aws.environment;

import io.github.sqsconnect.config.AwsSettings;
import java.io.File;
import java.util.Optional;
import software.amazon.awssdk.core.SdkSystemSetting;

/** The identity that the worker's system properties and environment variables configure. */
public final class WorkerIdentity {
  private WorkerIdentity() {}

  /** Whether the worker has one, and nothing that comes before it in the SDK's default chain. */
  public static boolean hasWebIdentity() {
    return !hasKeys()
        && isSet(SdkSystemSetting.AWS_ROLE_ARN)
        && value(SdkSystemSetting.AWS_WEB_IDENTITY_TOKEN_FILE)
            .filter(file -> new File(file).canRead())
            .isPresent();
  }

  /** Whether system properties or the environment hold keys, which the SDK takes before all. */
  static boolean hasKeys() {
    return isSet(SdkSystemSetting.AWS_ACCESS_KEY_ID)
        && isSet(SdkSystemSetting.AWS_SECRET_ACCESS_KEY);
  }

  /** The region whose STS the worker asks, if its environment says so. */
  public static Optional<String> region() {
    return value(SdkSystemSetting.AWS_REGION);
  }

  /** Whether these settings use the worker's web identity. */
  public static boolean usesWebIdentity(AwsSettings settings) {
    return settings.isLeftToTheWorker() && hasWebIdentity();
  }

  /** Whether these settings need calls to STS by a client of this connector. */
  public static boolean callsSts(AwsSettings settings) {
    return settings.role().arn().isPresent() || usesWebIdentity(settings);
  }

  private static boolean isSet(SdkSystemSetting setting) {
    return value(setting).isPresent();
  }

  private static Optional<String> value(SdkSystemSetting setting) {
    return setting.getStringValue().map(String::trim).filter(text -> !text.isEmpty());
  }
}
