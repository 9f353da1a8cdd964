package io.github.sqsconnect.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** One whole HTTP answer, before any fault touches its bytes. */
final class HttpAnswer {
  private final int status;
  private final Map<String, String> headers;
  private final byte[] body;

  private HttpAnswer(int status, Map<String, String> headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  static HttpAnswer of(int status, String contentType, String body) {
    return of(status, contentType, body.getBytes(StandardCharsets.UTF_8));
  }

  static HttpAnswer of(int status, String contentType, byte[] body) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (!contentType.isEmpty()) {
      headers.put("Content-Type", contentType);
    }
    return new HttpAnswer(status, headers, body);
  }

  HttpAnswer withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new HttpAnswer(status, more, body);
  }

  HttpAnswer withBody(byte[] other) {
    return new HttpAnswer(status, headers, other);
  }

  int status() {
    return status;
  }

  byte[] body() {
    return body;
  }

  /** Head and body in one array, so that they leave in one write. */
  byte[] toBytes() {
    byte[] head = head().getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = new byte[head.length + body.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    return all;
  }

  private String head() {
    StringBuilder head = new StringBuilder(256).append("HTTP/1.1 ").append(status);
    head.append(status < 300 ? " OK\r\n" : " Error\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    return head.append("Content-Length: ").append(body.length).append("\r\n\r\n").toString();
  }
}
