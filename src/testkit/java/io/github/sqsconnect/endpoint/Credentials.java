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

/** The keys the endpoint knows; as long as it knows none, it takes every request unsigned. */
public final class Credentials {
  private static final Duration MOST_SKEW = Duration.ofMinutes(5);
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");

  private record Key(String secret, @Nullable String sessionToken) {}

  private final Map<String, Key> keys = new ConcurrentHashMap<>();
  private final Set<String> expired = ConcurrentHashMap.newKeySet();
  private volatile String region = "us-east-1";

  public Credentials accept(String accessKeyId, String secret) {
    keys.put(accessKeyId, new Key(secret, null));
    return this;
  }

  public Credentials accept(String accessKeyId, String secret, String sessionToken) {
    keys.put(accessKeyId, new Key(secret, sessionToken));
    return this;
  }

  /** The region requests must be signed for. */
  public Credentials region(String name) {
    region = name;
    return this;
  }

  /** From now on this key is answered ExpiredToken. */
  public Credentials expire(String accessKeyId) {
    expired.add(accessKeyId);
    return this;
  }

  /** From now on this key is unknown. */
  public Credentials revoke(String accessKeyId) {
    keys.remove(accessKeyId);
    keys.putIfAbsent("", new Key("", null));
    return this;
  }

  public void acceptAnyone() {
    keys.clear();
    expired.clear();
  }

  void check(HttpRequest request, Instant now) {
    if (keys.isEmpty()) {
      return;
    }
    if (request.header("authorization").isEmpty()) {
      refuse("MissingAuthenticationToken", "Request is missing Authentication Token");
    }
    Authorization claim =
        Authorization.of(request)
            .orElseThrow(() -> refusal("IncompleteSignature", "Not a version 4 signature."));
    Key key = keys.get(claim.accessKeyId());
    if (key == null) {
      throw refusal(
          "InvalidClientTokenId", "The security token included in the request is invalid.");
    }
    checkScope(claim);
    checkTime(request, claim, now);
    checkSignedHeaders(claim);
    if (!Signature.of(request, claim, key.secret()).equals(claim.signature())) {
      refuse(
          "SignatureDoesNotMatch",
          "The request signature we calculated does not match the signature you provided.");
    }
    checkSession(request, claim, key);
  }

  private void checkScope(Authorization claim) {
    if (!claim.region().equals(region)) {
      refuse(
          "SignatureDoesNotMatch",
          "Credential should be scoped to a valid region, not '" + claim.region() + "'.");
    }
    if (!claim.service().equals("sqs")) {
      refuse("SignatureDoesNotMatch", "Credential should be scoped to correct service: 'sqs'.");
    }
  }

  private static void checkTime(HttpRequest request, Authorization claim, Instant now) {
    String stamp = request.header("x-amz-date").orElse("");
    if (!stamp.startsWith(claim.date())) {
      refuse("SignatureDoesNotMatch", "Date in Credential scope does not match X-Amz-Date.");
    }
    Instant signed = instant(stamp);
    if (signed.isBefore(now.minus(MOST_SKEW))) {
      refuse("SignatureDoesNotMatch", "Signature expired: " + stamp + " is now too early.");
    }
    if (signed.isAfter(now.plus(MOST_SKEW))) {
      refuse("SignatureDoesNotMatch", "Signature not yet current: " + stamp + " is still later.");
    }
  }

  private static void checkSignedHeaders(Authorization claim) {
    if (!claim.signedHeaders().containsAll(List.of("host", "x-amz-date"))) {
      refuse("IncompleteSignature", "host and x-amz-date must be signed.");
    }
  }

  private void checkSession(HttpRequest request, Authorization claim, Key key) {
    if (expired.contains(claim.accessKeyId())) {
      refuse("ExpiredToken", "The security token included in the request is expired");
    }
    String token = key.sessionToken();
    if (token != null && !token.equals(request.header("x-amz-security-token").orElse(""))) {
      refuse("InvalidClientTokenId", "The security token included in the request is invalid.");
    }
  }

  private static Instant instant(String stamp) {
    try {
      return LocalDateTime.parse(stamp, STAMP).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw refusal("IncompleteSignature", "X-Amz-Date is not a date: " + stamp);
    }
  }

  private static void refuse(String code, String message) {
    throw refusal(code, message);
  }

  private static Refusal refusal(String code, String message) {
    return new Refusal(SqsError.of(code), message);
  }
}
