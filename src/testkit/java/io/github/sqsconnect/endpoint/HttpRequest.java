package io.github.sqsconnect.endpoint;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** One HTTP request as it came: the head, and the body once it has been read. */
final class HttpRequest {
  private final String method;
  private final String target;
  private final Map<String, String> headers;
  private final byte[] body;

  /** Header names are in lower case; repeated headers are joined with a comma. */
  HttpRequest(String method, String target, Map<String, String> headers, byte[] body) {
    this.method = method;
    this.target = target;
    this.headers = headers;
    this.body = body;
  }

  HttpRequest withBody(byte[] content) {
    return new HttpRequest(method, target, headers, content);
  }

  String method() {
    return method;
  }

  String path() {
    int question = target.indexOf('?');
    return question < 0 ? target : target.substring(0, question);
  }

  String rawQuery() {
    int question = target.indexOf('?');
    return question < 0 ? "" : target.substring(question + 1);
  }

  Map<String, String> query() {
    Map<String, String> parameters = new HashMap<>();
    for (String pair : rawQuery().split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
      }
    }
    return parameters;
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  byte[] body() {
    return body;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
