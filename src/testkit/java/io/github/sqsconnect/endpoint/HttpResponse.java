package io.github.sqsconnect.endpoint;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** One complete HTTP response, before any fault changes its bytes. */
@SuppressWarnings("ArrayRecordComponent")
record HttpResponse(int status, Map<String, String> headers, byte[] body) {

  /**
   * A response with one header.
   *
   * @param contentType empty for none
   */
  static HttpResponse of(int status, String contentType, String body) {
    Map<String, String> headers =
        contentType.isEmpty() ? Map.of() : Map.of("Content-Type", contentType);
    return new HttpResponse(status, headers, body.getBytes(StandardCharsets.UTF_8));
  }

  static HttpResponse json(int status, Object json) {
    return of(status, "application/json", EndpointJson.text(json) + "\n");
  }

  HttpResponse withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new HttpResponse(status, more, body);
  }

  HttpResponse withBody(byte[] other) {
    return new HttpResponse(status, headers, other);
  }

  /** Head and body in one array, so that one write sends both. */
  byte[] toBytes() {
    StringBuilder head = new StringBuilder(256).append("HTTP/1.1 ").append(status);
    head.append(status < 300 ? " OK\r\n" : " Error\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("Content-Length: ").append(body.length).append("\r\n\r\n");

    ByteArrayOutputStream bytes = new ByteArrayOutputStream(head.length() + body.length);
    bytes.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    bytes.writeBytes(body);
    return bytes.toByteArray();
  }
}
