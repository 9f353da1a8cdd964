package io.github.sqsconnect.aws.signing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignRequest;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignedRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * Signs requests with AWS Signature Version 4 in their headers. It supports what requests to SQS
 * and STS need, and rejects the rest. It writes the same headers as the SDK's signer, but logs
 * nothing: the SDK's signer logs the session token at DEBUG.
 */
final class SigV4Signer implements AwsV4HttpSigner {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final int DATE_LENGTH = "uuuuMMdd".length();

  /** The key of the last request. It is valid until the date, the secret or the region changes. */
  private final AtomicReference<@Nullable SigningKey> lastKey = new AtomicReference<>();

  @Override
  public SignedRequest sign(SignRequest<? extends AwsCredentialsIdentity> request) {
    ContentStreamProvider payload = request.payload().orElse(null);
    MessageDigest sha256 = sha256();

    if (payload != null) {
      read(payload, sha256);
    }
    return SignedRequest.builder().request(signed(request, sha256)).payload(payload).build();
  }

  /**
   * Rejects: the SDK calls this for streamed bodies only, which SQS and STS requests never have.
   */
  @Override
  public CompletableFuture<AsyncSignedRequest> signAsync(
      AsyncSignRequest<? extends AwsCredentialsIdentity> request) {
    return CompletableFuture.failedFuture(
        new IllegalArgumentException("a request with a streamed body cannot be signed"));
  }

  /** Does not close the stream: a provider may return the same one again for sending. */
  private static void read(ContentStreamProvider payload, MessageDigest sha256) {
    try {
      payload
          .newStream()
          .transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), sha256));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The request with its signature.
   *
   * @param sha256 has read the payload; it is reused here
   */
  private SdkHttpRequest signed(
      SignRequest<? extends AwsCredentialsIdentity> request, MessageDigest sha256) {
    AwsCredentialsIdentity identity = request.identity();
    String region = request.requireProperty(REGION_NAME);
    String service = request.requireProperty(SERVICE_SIGNING_NAME);
    String time = TIME.format(request.requireProperty(SIGNING_CLOCK, Clock.systemUTC()).instant());
    String date = time.substring(0, DATE_LENGTH);
    String scope = date + '/' + region + '/' + service + '/' + SigningKey.TERMINATOR;
    String payloadHash = hex(sha256.digest());

    SdkHttpRequest.Builder signed = request.request().toBuilder();
    if (identity instanceof AwsSessionCredentialsIdentity session) {
      signed.putHeader("X-Amz-Security-Token", session.sessionToken().trim());
    }
    if (request.request().firstMatchingHeader("Host").isEmpty()) {
      signed.putHeader("Host", host(request.request()));
    }
    signed.putHeader("X-Amz-Date", time).putHeader("x-amz-content-sha256", payloadHash);

    CanonicalRequest canonical = CanonicalRequest.of(signed.build(), payloadHash);
    String stringToSign =
        ALGORITHM + '\n' + time + '\n' + scope + '\n' + hex(sha256.digest(canonical.bytes()));
    byte[] signature =
        key(identity.secretAccessKey().trim(), date, region, service)
            .sign(stringToSign.getBytes(StandardCharsets.UTF_8));
    return signed
        .putHeader(
            "Authorization",
            ALGORITHM
                + " Credential="
                + identity.accessKeyId().trim()
                + '/'
                + scope
                + ", SignedHeaders="
                + canonical.signedHeaders()
                + ", Signature="
                + hex(signature))
        .build();
  }

  private SigningKey key(String secret, String date, String region, String service) {
    SigningKey last = lastKey.get();
    if (last != null && last.isFor(secret, date, region, service)) {
      return last;
    }
    SigningKey derived = SigningKey.derive(secret, date, region, service);
    lastKey.set(derived);
    return derived;
  }

  private static String host(SdkHttpRequest request) {
    int standard = "http".equals(request.protocol()) ? 80 : 443;
    return request.port() == standard ? request.host() : request.host() + ':' + request.port();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
