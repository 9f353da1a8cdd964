package io.github.sqsconnect.aws.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignRequest;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignedRequest;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Whatever is signed, the headers are those of the SDK's own signer. */
class SigV4SignerProperties {
  private static final AwsV4HttpSigner THEIRS = AwsV4HttpSigner.create();

  /** One for all tries, so that each finds the signing key of another in its place. */
  private static final AwsV4HttpSigner OURS = new SigV4Signer();

  private record Sample(
      SdkHttpRequest request, AwsCredentialsIdentity identity, String region, Clock clock) {}

  @Provide
  Arbitrary<String> bodies() {
    return Arbitraries.integers()
        .between(0, Character.MAX_CODE_POINT)
        .withDistribution(RandomDistribution.uniform())
        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
        .map(Character::toString)
        .list()
        .ofMaxSize(200)
        .map(characters -> String.join("", characters));
  }

  @Provide
  Arbitrary<Sample> samples() {
    Arbitrary<Instant> instants =
        Arbitraries.longs()
            .between(1_400_000_000_000L, 4_000_000_000_000L)
            .map(Instant::ofEpochMilli);
    return Combinators.combine(
            requests(),
            identities(),
            Arbitraries.of("eu-west-1", "us-gov-west-1", "cn-north-1", "eusc-de-east-1"),
            Arbitraries.oneOf(
                instants,
                Arbitraries.of("2026-12-31T23:59:59.999Z", "2027-01-01T00:00:00Z")
                    .map(Instant::parse)))
        .as(
            (request, identity, region, instant) ->
                new Sample(request, identity, region, Clock.fixed(instant, ZoneOffset.UTC)));
  }

  private static Arbitrary<AwsCredentialsIdentity> identities() {
    Arbitrary<String> secrets =
        Arbitraries.strings()
            .withCharRange('a', 'z')
            .withChars("/+= é")
            .ofMinLength(1)
            .ofMaxLength(80);
    Arbitrary<String> ids = Arbitraries.of("AKIDEXAMPLE", "ASIA", " AKIDBLANK ");
    return Arbitraries.oneOf(
        Combinators.combine(ids, secrets).as(AwsCredentialsIdentity::create),
        Combinators.combine(ids, Arbitraries.of("one", "two"), secrets)
            .as(AwsSessionCredentialsIdentity::create));
  }

  private static Arbitrary<SdkHttpRequest> requests() {
    Arbitrary<String> paths =
        Arbitraries.of(
            "",
            "/",
            "/a/deeper/path",
            "/a/",
            "/a/.",
            "/a/./",
            "/a/../b",
            "/a//b",
            "/a%20b/c+d",
            "/~x/(y)*:@&=$,;!'",
            "/%C3%A9");
    Arbitrary<String> odd =
        Arbitraries.strings().withChars(" \t\n\u000b\f\rab,;:é").ofMaxLength(12);
    return Combinators.combine(
            Arbitraries.of("http", "https"),
            Arbitraries.of(-1, 80, 443, 9324),
            paths,
            odd.list().ofMinSize(1).ofMaxSize(3),
            Arbitraries.of(true, false))
        .as(
            (protocol, port, path, values, ownHost) -> {
              SdkHttpRequest.Builder request =
                  SdkHttpRequest.builder()
                      .method(SdkHttpMethod.POST)
                      .protocol(protocol)
                      .host("sqs.example.org")
                      .port(port)
                      .encodedPath(path)
                      .putHeader("Content-Type", "application/x-amz-json-1.0")
                      .putHeader("X-Amz-Target", "AmazonSQS.SendMessageBatch")
                      .putHeader("amz-sdk-invocation-id", "0d7f3b7e-9d2c-4f0e-8f3b-1b0c5a1d2e3f")
                      .putHeader("User-Agent", "sqs-sink")
                      .putHeader("Connection", "keep-alive")
                      .putHeader("Expect", "100-continue")
                      .putHeader("Transfer-Encoding", "chunked")
                      .putHeader("X-Forwarded-For", "192.0.2.1")
                      .putHeader("X-Amzn-Trace-Id", "Root=1")
                      .putHeader("X_Odd", values)
                      .putHeader("XaOdd", "after or before the underscore");
              return ownHost
                  ? request.putHeader("Host", "queue.example.org").build()
                  : request.build();
            });
  }

  @Property
  void signsLikeTheSdk(@ForAll("samples") Sample sample, @ForAll("bodies") String body) {
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

  @Property(tries = 300)
  void signsWhatStreamsLikeTheSdk(
      @ForAll("samples") Sample sample, @ForAll("bodies") String body, @ForAll boolean empty) {
    AsyncSignRequest<AwsCredentialsIdentity> request =
        AsyncSignRequest.builder(sample.identity())
            .request(sample.request())
            .payload(empty ? null : AsyncRequestBody.fromByteBuffersUnsafe(parts(body)))
            .putProperty(HttpSigner.SIGNING_CLOCK, sample.clock())
            .putProperty(AwsV4HttpSigner.REGION_NAME, sample.region())
            .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "sqs")
            .build();

    AsyncSignedRequest ours = OURS.signAsync(request).join();

    assertThat(ours.request().headers())
        .isEqualTo(THEIRS.signAsync(request).join().request().headers());
    assertThat(ours.payload().isEmpty()).isEqualTo(empty);
    ours.payload()
        .ifPresent(payload -> assertThat(text((AsyncRequestBody) payload)).isEqualTo(body));
  }

  private static ByteBuffer[] parts(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    int middle = bytes.length / 3;
    return new ByteBuffer[] {
      ByteBuffer.wrap(bytes, 0, middle).slice(),
      ByteBuffer.wrap(bytes, middle, bytes.length - middle).slice()
    };
  }

  private static String text(AsyncRequestBody payload) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    payload
        .subscribe(
            part -> {
              while (part.hasRemaining()) {
                bytes.write(part.get());
              }
            })
        .join();
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
