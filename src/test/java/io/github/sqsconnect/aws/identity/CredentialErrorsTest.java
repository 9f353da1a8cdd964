package io.github.sqsconnect.aws.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.aws.TestClients;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.sts.model.StsException;

/** Which refusals of STS are lasting when a connector is created. */
class CredentialErrorsTest {
  private final CredentialErrors refusals = new CredentialErrors(TestClients.config().aws());

  @Test
  void refusalOfStsIsLasting() {
    assertThat(refusals.of(sts("SignatureDoesNotMatch", "request-1"), "refused")).isPresent();
  }

  @Test
  void answerOfAGatewayBeforeStsMayPass() {
    assertThat(refusals.of(sts("Forbidden", null), "HTTP 403")).isEmpty();
    assertThat(refusals.of(sts(null, "request-1"), "HTTP 403")).isEmpty();
    assertThat(refusals.of(StsException.builder().statusCode(403).build(), "HTTP 403")).isEmpty();
  }

  private static Throwable sts(String code, String requestId) {
    return StsException.builder()
        .statusCode(403)
        .requestId(requestId)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage("no").build())
        .build();
  }
}
