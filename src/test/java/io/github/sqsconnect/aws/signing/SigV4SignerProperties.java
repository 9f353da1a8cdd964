package io.github.sqsconnect.aws.signing;

import static io.github.sqsconnect.property.Generator.longs;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Generator;
import io.github.sqsconnect.property.Property;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * For every request that SQS or STS can get, the signed headers equal those of the SDK's signer.
 */
class SigV4SignerProperties {
  private static final AwsV4HttpSigner THEIRS = AwsV4HttpSigner.create();

  /** One signer for all tries, so that each try finds the cached signing key of another. */
  private static final AwsV4HttpSigner OURS = new SigV4Signer();

  private record Sample(
      SdkHttpRequest request, AwsCredentialsIdentity identity, String region, Clock clock) {}

  private static Generator<String> bodies() {
    int surrogates = 1 + Character.MAX_SURROGATE - Character.MIN_SURROGATE;
    return Generator.text(
        Generator.between(0, Character.MAX_CODE_POINT - surrogates)
            .map(c -> c < Character.MIN_SURROGATE ? c : c + surrogates),
        0,
        200);
  }

  private static Generator<Sample> samples() {
    Generator<Instant> instants =
        longs(1_400_000_000_000L, 4_000_000_000_000L).map(Instant::ofEpochMilli);
    Generator<Instant> newYear =
        Generator.of("2026-12-31T23:59:59.999Z", "2027-01-01T00:00:00Z").map(Instant::parse);
    return draw ->
        new Sample(
            requests().from(draw),
            identities().from(draw),
            Generator.of("eu-west-1", "us-gov-west-1", "cn-north-1", "eusc-de-east-1").from(draw),
            Clock.fixed(Generator.oneOf(instants, newYear).from(draw), ZoneOffset.UTC));
  }

  private static Generator<AwsCredentialsIdentity> identities() {
    Generator<String> secrets =
        Generator.text(Generator.characters("abcdefghijklmnopqrstuvwxyz/+= é"), 1, 80);
    Generator<String> ids = Generator.of("AKIDEXAMPLE", "ASIA", " AKIDBLANK ");
    return Generator.oneOf(
        draw -> AwsCredentialsIdentity.create(ids.from(draw), secrets.from(draw)),
        draw ->
            AwsSessionCredentialsIdentity.create(
                ids.from(draw), Generator.of("one", "two").from(draw), secrets.from(draw)));
  }

  private static Generator<SdkHttpRequest> requests() {
    Generator<String> paths = Generator.of("", "/", "/a/deeper/path", "/a/", "/~x/a.b_c-d");
    Generator<String> odd = Generator.text(Generator.characters(" \t\n\u000b\f\rab,;:é"), 0, 12);
    return draw -> {
      SdkHttpRequest.Builder request =
          SdkHttpRequest.builder()
              .method(SdkHttpMethod.POST)
              .protocol(Generator.of("http", "https").from(draw))
              .host("sqs.example.org")
              .port(Generator.of(-1, 80, 443, 9324).from(draw))
              .encodedPath(paths.from(draw))
              .putHeader("Content-Type", "application/x-amz-json-1.0")
              .putHeader("X-Amz-Target", "AmazonSQS.SendMessageBatch")
              .putHeader("amz-sdk-invocation-id", "0d7f3b7e-9d2c-4f0e-8f3b-1b0c5a1d2e3f")
              .putHeader("User-Agent", "sqs-sink")
              .putHeader("Connection", "keep-alive")
              .putHeader("Expect", "100-continue")
              .putHeader("Transfer-Encoding", "chunked")
              .putHeader("X-Forwarded-For", "192.0.2.1")
              .putHeader("X-Amzn-Trace-Id", "Root=1")
              .putHeader("X_Odd", odd.list(1, 3).from(draw))
              .putHeader("XaOdd", "after or before the underscore");
      return draw.below(2) == 1
          ? request.putHeader("Host", "queue.example.org").build()
          : request.build();
    };
  }

  @Property
  void signsLikeTheSdk(Draw draw) {
    Sample sample = draw.next("sample", samples());
    String body = draw.next("body", bodies());
    SignRequest<AwsCredentialsIdentity> request =
        SignRequest.builder(sample.identity())
            .request(sample.request())
            .payload(ContentStreamProvider.fromUtf8String(body))
            .putProperty(HttpSigner.SIGNING_CLOCK, sample.clock())
            .putProperty(AwsV4HttpSigner.REGION_NAME, sample.region())
            .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "sqs")
            .build();

    SignedRequest ours = OURS.sign(request);

    assertThat(ours.request().headers()).isEqualTo(THEIRS.sign(request).request().headers());
    assertThat(ours.payload()).isEqualTo(request.payload());
  }
}
