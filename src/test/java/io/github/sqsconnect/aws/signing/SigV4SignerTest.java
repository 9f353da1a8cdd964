package io.github.sqsconnect.aws.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignRequest;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Requests that SQS and STS never get are rejected instead of signed. */
class SigV4SignerTest {
  private static final AwsCredentialsIdentity IDENTITY =
      AwsCredentialsIdentity.create("AKIDEXAMPLE", "secret");

  private final SigV4Signer signer = new SigV4Signer();

  @Test
  void usualRequestIsSigned() {
    assertThat(signer.sign(signRequest(request("/").build())).request().headers())
        .containsKeys("Authorization", "X-Amz-Date", "x-amz-content-sha256");
  }

  @Test
  void queryStringIsRejected() {
    SdkHttpRequest request = request("/").putRawQueryParameter("Action", "SendMessage").build();

    assertThatThrownBy(() -> signer.sign(signRequest(request)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("query string");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a/.",
        "/a/./",
        "/a/../b",
        "/a//b",
        "//",
        "/a%20b/c",
        "/c+d",
        "/(y)",
        "/a:b",
        "/%C3%A9"
      })
  void pathThatNeedsEncodingOrNormalizationIsRejected(String path) {
    assertThatThrownBy(() -> signer.sign(signRequest(request(path).build())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(path);
  }

  @Test
  void streamedBodyIsRejected() {
    AsyncSignRequest<AwsCredentialsIdentity> request =
        AsyncSignRequest.builder(IDENTITY)
            .request(request("/").build())
            .payload(AsyncRequestBody.fromString("x"))
            .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1")
            .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "sqs")
            .build();

    assertThat(signer.signAsync(request))
        .isCompletedExceptionally()
        .failsWithin(java.time.Duration.ZERO)
        .withThrowableThat()
        .withCauseInstanceOf(IllegalArgumentException.class)
        .withMessageContaining("streamed body");
  }

  private static SdkHttpRequest.Builder request(String path) {
    return SdkHttpRequest.builder()
        .method(SdkHttpMethod.POST)
        .protocol("https")
        .host("sqs.eu-west-1.amazonaws.com")
        .encodedPath(path);
  }

  private static SignRequest<AwsCredentialsIdentity> signRequest(SdkHttpRequest request) {
    return SignRequest.builder(IDENTITY)
        .request(request)
        .payload(ContentStreamProvider.fromUtf8String("{}"))
        .putProperty(
            HttpSigner.SIGNING_CLOCK,
            Clock.fixed(Instant.parse("2026-11-29T10:00:00Z"), ZoneOffset.UTC))
        .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1")
        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "sqs")
        .build();
  }
}
