package io.github.sqsconnect.aws.signing;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.http.SdkHttpRequest;

/** The one form of a request that both sides hash: what Signature Version 4 signs. */
final class CanonicalRequest {
  /** Proxies and clients may change these on the way. */
  private static final Set<String> UNSIGNED =
      Set.of(
          "connection",
          "expect",
          "transfer-encoding",
          "user-agent",
          "x-amzn-trace-id",
          "x-forwarded-for");

  private static final int USUAL_LENGTH = 2048;

  private final byte[] bytes;
  private final String signedHeaders;

  private CanonicalRequest(byte[] bytes, String signedHeaders) {
    this.bytes = bytes;
    this.signedHeaders = signedHeaders;
  }

  static CanonicalRequest of(SdkHttpRequest request, String payloadHash) {
    if (request.numRawQueryParameters() > 0) {
      throw new IllegalArgumentException("a request to SQS has no query");
    }
    Map<String, List<String>> headers = new TreeMap<>();
    request.forEachHeader((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
    headers.keySet().removeAll(UNSIGNED);
    String signedHeaders = String.join(";", headers.keySet());

    StringBuilder form = new StringBuilder(USUAL_LENGTH);
    form.append(request.method().name()).append('\n');
    appendPath(form, request);
    form.append("\n\n");
    headers.forEach(
        (name, values) -> {
          form.append(name);
          char separator = ':';
          for (String value : values) {
            form.append(separator);
            appendCollapsed(form, value);
            separator = ',';
          }
          form.append('\n');
        });
    form.append('\n').append(signedHeaders).append('\n').append(payloadHash);
    return new CanonicalRequest(form.toString().getBytes(StandardCharsets.UTF_8), signedHeaders);
  }

  byte[] bytes() {
    return bytes;
  }

  /** The names of the headers that are signed, as the Authorization header lists them. */
  String signedHeaders() {
    return signedHeaders;
  }

  /** The path without dot segments, and what is percent-encoded in it encoded once more. */
  private static void appendPath(StringBuilder form, SdkHttpRequest request) {
    String given = request.encodedPath();
    if (given.isEmpty() || given.equals("/")) {
      form.append('/');
      return;
    }
    String path = request.getUri().normalize().getRawPath();
    boolean slashCameIn = path.length() > 1 && path.endsWith("/") && !given.endsWith("/");
    String kept = slashCameIn ? path.substring(0, path.length() - 1) : path;
    for (byte next : kept.getBytes(StandardCharsets.UTF_8)) {
      if (isPlain(next)) {
        form.append((char) next);
      } else {
        form.append('%').append(hexDigit(next >> 4)).append(hexDigit(next));
      }
    }
  }

  private static boolean isPlain(byte next) {
    return (next >= 'a' && next <= 'z')
        || (next >= 'A' && next <= 'Z')
        || (next >= '/' && next <= '9')
        || next == '-'
        || next == '.'
        || next == '_'
        || next == '~';
  }

  private static char hexDigit(int bits) {
    return "0123456789ABCDEF".charAt(bits & 15);
  }

  /** The value without white space around it, and one space in place of each run inside. */
  private static void appendCollapsed(StringBuilder form, String value) {
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
