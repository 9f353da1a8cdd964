package io.github.sqsconnect.aws.signing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The key for requests of one day, region and service. It is derived from a secret key. */
final class SigningKey {
  /** The last part of the scope of every key. */
  static final String TERMINATOR = "aws4_request";

  private static final String HMAC = "HmacSHA256";

  private final String secret;
  private final String date;
  private final String region;
  private final String service;
  private final Key key;

  private SigningKey(String secret, String date, String region, String service, Key key) {
    this.secret = secret;
    this.date = date;
    this.region = region;
    this.service = service;
    this.key = key;
  }

  static SigningKey derive(String secret, String date, String region, String service) {
    Key key = new SecretKeySpec(utf8("AWS4" + secret), HMAC);
    for (String part : new String[] {date, region, service, TERMINATOR}) {
      key = new SecretKeySpec(hmac(key, utf8(part)), HMAC);
    }
    return new SigningKey(secret, date, region, service, key);
  }

  boolean isFor(String otherSecret, String otherDate, String otherRegion, String otherService) {
    return date.equals(otherDate)
        && secret.equals(otherSecret)
        && region.equals(otherRegion)
        && service.equals(otherService);
  }

  byte[] sign(byte[] content) {
    return hmac(key, content);
  }

  private static byte[] hmac(Key key, byte[] content) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      return mac.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + HMAC, e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
