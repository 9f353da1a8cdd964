package io.github.sqsconnect.aws.environment;

import java.io.File;
import java.util.Optional;
import software.amazon.awssdk.core.SdkSystemSetting;

/** The identity in the worker's system properties and environment variables. */
final class WorkerIdentity {
  private WorkerIdentity() {}

  /** Whether there are keys, which the SDK's default chain uses first. */
  static boolean hasKeys() {
    return isSet(SdkSystemSetting.AWS_ACCESS_KEY_ID)
        && isSet(SdkSystemSetting.AWS_SECRET_ACCESS_KEY);
  }

  /** Whether the SDK's default chain would use a web identity: a role and a readable token file. */
  static boolean hasWebIdentity() {
    return !hasKeys()
        && isSet(SdkSystemSetting.AWS_ROLE_ARN)
        && value(SdkSystemSetting.AWS_WEB_IDENTITY_TOKEN_FILE)
            .filter(file -> new File(file).canRead())
            .isPresent();
  }

  static Optional<String> region() {
    return value(SdkSystemSetting.AWS_REGION);
  }

  private static boolean isSet(SdkSystemSetting setting) {
    return value(setting).isPresent();
  }

  /** The value, which the SDK trims. */
  private static Optional<String> value(SdkSystemSetting setting) {
    return setting.getStringValue().filter(text -> !text.isEmpty());
  }
}
