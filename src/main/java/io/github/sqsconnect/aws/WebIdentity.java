package io.github.sqsconnect.aws;

import java.io.File;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsWebIdentityTokenFileCredentialsProvider;

/**
 * The identity that EKS gives a service account (IRSA): a token in a file, for which STS gives
 * sessions of a role. The SDK's chain would ask STS with a client of its own, which knows no proxy
 * of ours, and would go on to another identity when STS fails.
 */
final class WebIdentity {
  static final String NAME = "the web identity of AWS_WEB_IDENTITY_TOKEN_FILE";

  private WebIdentity() {}

  /** Whether the worker has one, and nothing that comes before it in the SDK's default chain. */
  static boolean isOfTheWorker() {
    return !workerHasKeys()
        && isSet(SdkSystemSetting.AWS_ROLE_ARN)
        && value(SdkSystemSetting.AWS_WEB_IDENTITY_TOKEN_FILE)
            .filter(file -> new File(file).canRead())
            .isPresent();
  }

  /** Whether system properties or the environment hold keys, which the SDK takes before all. */
  static boolean workerHasKeys() {
    return isSet(SdkSystemSetting.AWS_ACCESS_KEY_ID)
        && isSet(SdkSystemSetting.AWS_SECRET_ACCESS_KEY);
  }

  /** The region whose STS the worker asks, if its environment says so. */
  static Optional<String> region() {
    return value(SdkSystemSetting.AWS_REGION);
  }

  static AwsCredentialsProvider with(StsClient sts) {
    return StsWebIdentityTokenFileCredentialsProvider.builder().stsClient(sts).build();
  }

  private static boolean isSet(SdkSystemSetting setting) {
    return value(setting).isPresent();
  }

  private static Optional<String> value(SdkSystemSetting setting) {
    return setting.getStringValue().map(String::trim).filter(text -> !text.isEmpty());
  }
}
