package io.github.sqsconnect.endpoint;

import io.github.sqsconnect.project.Unchecked;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The parts of a request's Authorization header, and the signature that the request should have. It
 * is written from the description of the scheme, so that it cannot share a mistake with the SDK.
 */
record SignatureV4(
    String accessKeyId,
    String date,
    String region,
    String service,
    List<String> signedHeaders,
    String signature) {
  static final SignatureV4 NONE = new SignatureV4("", "", "", "", List.of(), "");

  private static final Pattern FORM =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=([^/,]+)/(\\d{8})/([^/,]+)/([^/,]+)/aws4_request,"
              + "\\s*SignedHeaders=([^,]+),\\s*Signature=([0-9a-f]{64})");

  /** Reads the header; empty if there is none or it has another form. */
  static Optional<SignatureV4> of(HttpRequest request) {
    Matcher form = FORM.matcher(request.header("authorization").orElse(""));
    if (!form.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new SignatureV4(
            form.group(1),
            form.group(2),
            form.group(3),
            form.group(4),
            List.of(form.group(5).split(";", -1)),
            form.group(6)));
  }

  /** Whether the request was signed with this secret and not changed afterwards. */
  boolean fits(HttpRequest request, String secret) {
    return signature.equals(expected(request, secret));
  }

  /** The signature of the request, computed from the bytes that arrived. */
  String expected(HttpRequest request, String secret) {
    String scope = String.join("/", date, region, service, "aws4_request");
    String stringToSign =
        String.join(
            "\n",
            "AWS4-HMAC-SHA256",
            request.header("x-amz-date").orElse(""),
            scope,
            Digests.sha256(canonical(request)));

    byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    for (String part : scope.split("/", -1)) {
      key = hmac(key, part);
    }
    return Digests.hex(hmac(key, stringToSign));
  }

  private String canonical(HttpRequest request) {
    String headers =
        signedHeaders.stream()
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
        String.join(";", signedHeaders),
        Digests.hex(Digests.sha256(request.body())));
  }

  private static String trimmed(String value) {
    return value.strip().replaceAll(" +", " ");
  }

  private static byte[] hmac(byte[] key, String text) {
    Mac mac = Unchecked.call(() -> Mac.getInstance("HmacSHA256"));
    Unchecked.run(() -> mac.init(new SecretKeySpec(key, "HmacSHA256")));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }
}
