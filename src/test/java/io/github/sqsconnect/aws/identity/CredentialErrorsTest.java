package io.github.sqsconnect.aws.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.aws.ConnectorClients;
import io.github.sqsconnect.aws.environment.SettingError;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sts.model.StsException;

/** Which errors of STS are lasting when a connector is created. */
class CredentialErrorsTest {
  private final CredentialErrors errors = new CredentialErrors(ConnectorClients.config().aws());

  @Test
  void rejectionByStsIsPermanent() {
    assertThat(errors.permanentError(sts("SignatureDoesNotMatch", "request-1"), "rejected"))
        .isPresent();
  }

  @Test
  void responseOfAGatewayInFrontOfStsIsNotPermanent() {
    assertThat(errors.permanentError(sts("Forbidden", null), "HTTP 403")).isEmpty();
    assertThat(errors.permanentError(sts(null, "request-1"), "HTTP 403")).isEmpty();
    assertThat(errors.permanentError(StsException.builder().statusCode(403).build(), "HTTP 403"))
        .isEmpty();
  }

  @Test
  void withoutCredentialsARoleIsTheKeyAndTheTextIsShort() {
    SdkClientException none =
        SdkClientException.create(
            "Unable to load credentials from any of the providers in the chain Chain(of=[A(), B()]) : [A"
                + "CredentialsProvider(): Unable to load credentials from system settings. Access key must be specified"
                + " either via environment variable (AWS_ACCESS_KEY_ID) or system property (aws.accessKeyId)., B"
                + "CredentialsProvider(profileName=default): no file]");
    CredentialErrors ofRole =
        new CredentialErrors(
            ConnectorClients.config("aws.sts.role.arn", "arn:aws:iam::123456789012:role/r").aws());

    SettingError error = ofRole.permanentError(none, "").orElseThrow();
    assertThat(error.key()).isEqualTo("aws.sts.role.arn");
    assertThat(error.message())
        .startsWith("aws.sts.role.arn cannot be assumed, because no identity is set")
        .endsWith("Checked sources: A: not set, B: no file.");
  }

  private static Throwable sts(String code, String requestId) {
    return StsException.builder()
        .statusCode(403)
        .requestId(requestId)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage("no").build())
        .build();
  }
}
