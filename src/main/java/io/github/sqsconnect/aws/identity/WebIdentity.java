package io.github.sqsconnect.aws.identity;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
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

  static AwsCredentialsProvider with(StsClient sts) {
    return StsWebIdentityTokenFileCredentialsProvider.builder().stsClient(sts).build();
  }
}
