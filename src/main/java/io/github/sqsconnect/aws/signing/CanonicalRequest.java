package io.github.sqsconnect.aws.signing;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * The canonical form of a request, which Signature Version 4 signs. Client and service both compute
 * it. It supports only the requests of the SQS and STS clients, and rejects others: those with a
 * query string, or with a path that would have to be encoded or normalized.
 */
final class CanonicalRequest {
  /** Not signed, because proxies and clients may change them. */
  private static final Set<String> UNSIGNED_HEADERS =
      Set.of(
          "connection",
          "expect",
          "transfer-encoding",
          "user-agent",
          "x-amzn-trace-id",
          "x-forwarded-for");

  /** Segments of unreserved characters (RFC 3986) that are not empty and not dots only. */
  private static final Pattern PATH = Pattern.compile("/?|(/(?!\\.{1,2}(/|$))[A-Za-z0-9._~-]+)+/?");

  private static final int USUAL_LENGTH = 2048;

  private final byte[] bytes;
  private final String signedHeaders;

  private CanonicalRequest(byte[] bytes, String signedHeaders) {
    this.bytes = bytes;
    this.signedHeaders = signedHeaders;
  }

  /**
   * The canonical form of a request.
   *
   * @throws IllegalArgumentException if the request is none of SQS or STS
   */
  static CanonicalRequest of(SdkHttpRequest request, String payloadHash) {
    if (request.numRawQueryParameters() > 0) {
      throw new IllegalArgumentException("a request with a query string cannot be signed");
    }
    String path = request.encodedPath();
    if (!PATH.matcher(path).matches()) {
      throw new IllegalArgumentException(
          "a request to the path "
              + path
              + " cannot be signed. Allowed: letters, digits and -._~/");
    }

    Map<String, List<String>> headers = new TreeMap<>();
    request.forEachHeader((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
    headers.keySet().removeAll(UNSIGNED_HEADERS);
    String signedHeaders = String.join(";", headers.keySet());

    StringBuilder form = new StringBuilder(USUAL_LENGTH);
    form.append(request.method().name()).append('\n');
    form.append(path.isEmpty() ? "/" : path);
    form.append("\n\n");
    headers.forEach((name, values) -> appendHeader(form, name, values));
    form.append('\n').append(signedHeaders).append('\n').append(payloadHash);

    return new CanonicalRequest(form.toString().getBytes(StandardCharsets.UTF_8), signedHeaders);
  }

  byte[] bytes() {
    return bytes;
  }

  /** The names of the signed headers, in the form of the Authorization header. */
  String signedHeaders() {
    return signedHeaders;
  }

  private static void appendHeader(StringBuilder form, String name, List<String> values) {
    form.append(name);
    char separator = ':';
    for (String value : values) {
      form.append(separator);
      appendTrimmed(form, value);
      separator = ',';
    }
    form.append('\n');
  }

  /**
   * Removes white space around a value, and replaces each run of white space in it by one blank.
   */
  private static void appendTrimmed(StringBuilder form, String value) {
    int start = form.length();
    boolean gap = false;
    for (int i = 0; i < value.length(); i++) {
      char next = value.charAt(i);
      if (next == ' ' || (next >= '\t' && next <= '\r')) {
        gap = true;
      } else {
        if (gap && form.length() > start) {
          form.append(' ');
        }
        gap = false;
        form.append(next);
      }
    }
  }
}
