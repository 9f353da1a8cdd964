package io.github.sqsconnect.endpoint;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signature version 4 of one request, worked out from what arrived on the wire; written from the
 * description of the scheme so that it cannot share a mistake with the SDK.
 */
final class Signature {
  private Signature() {}

  static String of(HttpRequest request, Authorization claim, String secret) {
    String toSign =
        String.join(
            "\n",
            "AWS4-HMAC-SHA256",
            request.header("x-amz-date").orElse(""),
            claim.scope(),
            Digests.sha256(canonical(request, claim)));
    byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    for (String part : claim.scope().split("/", -1)) {
      key = hmac(key, part);
    }
    return Digests.hex(hmac(key, toSign));
  }

  private static String canonical(HttpRequest request, Authorization claim) {
    String headers =
        claim.signedHeaders().stream()
            .map(name -> name + ":" + trimmed(request.header(name).orElse("")) + "\n")
            .collect(Collectors.joining());
    String query =
        Arrays.stream(request.rawQuery().split("&", -1)).sorted().collect(Collectors.joining("&"));
    return String.join(
        "\n",
        request.method(),
        request.path(),
        query,
        headers,
        String.join(";", claim.signedHeaders()),
        Digests.hex(Digests.sha256(request.body())));
  }

  private static String trimmed(String value) {
    return value.strip().replaceAll(" +", " ");
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
