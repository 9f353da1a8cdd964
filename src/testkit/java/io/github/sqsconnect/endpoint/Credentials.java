package io.github.sqsconnect.endpoint;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The keys that the endpoint knows. While it knows none, it accepts every request unsigned. */
public final class Credentials {
  private static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(5);
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");
  private static final String INVALID_TOKEN =
      "The security token included in the request is invalid.";

  private record Key(String secret, @Nullable String sessionToken) {}

  private final Map<String, Key> keys = new ConcurrentHashMap<>();
  private final Set<String> expired = ConcurrentHashMap.newKeySet();
  private volatile String region = "us-east-1";

  public Credentials accept(String accessKeyId, String secret) {
    return accept(accessKeyId, secret, null);
  }

  /**
   * Accepts a key from now on.
   *
   * @param sessionToken null for a key without a session
   */
  public Credentials accept(String accessKeyId, String secret, @Nullable String sessionToken) {
    keys.put(accessKeyId, new Key(secret, sessionToken));
    return this;
  }

  /** The region that requests must be signed for. */
  public Credentials region(String name) {
    region = name;
    return this;
  }

  /** Requests with this key fail with ExpiredToken from now on. */
  public Credentials expire(String accessKeyId) {
    expired.add(accessKeyId);
    return this;
  }

  /** This key is unknown from now on. */
  public Credentials revoke(String accessKeyId) {
    keys.remove(accessKeyId);
    keys.putIfAbsent("", new Key("", null));
    return this;
  }

  public void acceptAnyone() {
    keys.clear();
    expired.clear();
  }

  /** Throws the error of a request that is not signed with a known key. */
  void check(HttpRequest request, Instant now) {
    if (keys.isEmpty()) {
      return;
    }
    require(
        request.header("authorization").isPresent(),
        "MissingAuthenticationToken",
        "Request is missing Authentication Token");
    SignatureV4 signature = SignatureV4.of(request).orElse(SignatureV4.NONE);
    require(signature != SignatureV4.NONE, "IncompleteSignature", "Not a version 4 signature.");
    Key key = keys.get(signature.accessKeyId());
    require(key != null, "InvalidClientTokenId", INVALID_TOKEN);

    checkScope(signature);
    checkTime(request.header("x-amz-date").orElse(""), signature, now);
    require(
        signature.signedHeaders().containsAll(List.of("host", "x-amz-date")),
        "IncompleteSignature",
        "host and x-amz-date must be signed.");
    require(
        signature.fits(request, key.secret()),
        "SignatureDoesNotMatch",
        "The request signature we calculated does not match the signature you provided.");

    require(
        !expired.contains(signature.accessKeyId()),
        "ExpiredToken",
        "The security token included in the request is expired");
    String token = request.header("x-amz-security-token").orElse("");
    require(
        key.sessionToken() == null || key.sessionToken().equals(token),
        "InvalidClientTokenId",
        INVALID_TOKEN);
  }

  private void checkScope(SignatureV4 signature) {
    require(
        signature.region().equals(region),
        "SignatureDoesNotMatch",
        "Credential should be scoped to a valid region, not '" + signature.region() + "'.");
    require(
        signature.service().equals("sqs"),
        "SignatureDoesNotMatch",
        "Credential should be scoped to correct service: 'sqs'.");
  }

  private static void checkTime(String timestamp, SignatureV4 signature, Instant now) {
    require(
        timestamp.startsWith(signature.date()),
        "SignatureDoesNotMatch",
        "Date in Credential scope does not match X-Amz-Date.");
    Instant signed;
    try {
      signed = LocalDateTime.parse(timestamp, TIMESTAMP).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw RequestError.of("IncompleteSignature").thrown("X-Amz-Date is not a date: " + timestamp);
    }
    require(
        !signed.isBefore(now.minus(MAX_CLOCK_SKEW)),
        "SignatureDoesNotMatch",
        "Signature expired: " + timestamp + " is now too early.");
    require(
        !signed.isAfter(now.plus(MAX_CLOCK_SKEW)),
        "SignatureDoesNotMatch",
        "Signature not yet current: " + timestamp + " is still later.");
  }

  private static void require(boolean met, String code, String message) {
    if (!met) {
      throw RequestError.of(code).thrown(message);
    }
  }
}
