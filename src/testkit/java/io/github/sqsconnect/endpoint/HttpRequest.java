package io.github.sqsconnect.endpoint;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request as received: the head, and the body once it was read.
 *
 * @param headers names in lower case; repeated headers are joined with a comma
 */
@SuppressWarnings("ArrayRecordComponent")
record HttpRequest(String method, String target, Map<String, String> headers, byte[] body) {

  HttpRequest withBody(byte[] content) {
    return new HttpRequest(method, target, headers, content);
  }

  String path() {
    return target.split("\\?", 2)[0];
  }

  String rawQuery() {
    int question = target.indexOf('?');
    return question < 0 ? "" : target.substring(question + 1);
  }

  Map<String, String> query() {
    return parameters(rawQuery());
  }

  /** The body as the parameters of an HTML form, which is how STS is called. */
  Map<String, String> form() {
    return parameters(new String(body, StandardCharsets.UTF_8));
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  private static Map<String, String> parameters(String encoded) {
    Map<String, String> parameters = new HashMap<>();
    for (String pair : encoded.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
      }
    }
    return parameters;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
