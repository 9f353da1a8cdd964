package io.github.sqsconnect.aws.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.aws.ConnectorClients;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
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

  private static Throwable sts(String code, String requestId) {
    return StsException.builder()
        .statusCode(403)
        .requestId(requestId)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage("no").build())
        .build();
  }
}
