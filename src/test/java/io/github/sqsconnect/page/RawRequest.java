package io.github.sqsconnect.page;

import io.github.sqsconnect.project.Unchecked;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A request that is written byte by byte, so that it can be one that no client would send. */
final class RawRequest {
  private final URI page;
  private final String line;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private byte[] body = {};

  /**
   * @param line method and address, such as {@code GET /}
   */
  RawRequest(URI page, String line) {
    this.page = page;
    this.line = line;
    headers.put("Host", page.getAuthority());
  }

  RawRequest header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  RawRequest without(String name) {
    headers.remove(name);
    return this;
  }

  RawRequest body(String text) {
    body = text.getBytes(StandardCharsets.UTF_8);
    return header("Content-Length", String.valueOf(body.length));
  }

  /** The whole response, or what came before the server closed the connection. */
  String response() {
    return Unchecked.call(
        () -> {
          try (Socket socket = new Socket(page.getHost(), page.getPort())) {
            socket.setSoTimeout(20_000);
            StringBuilder head = new StringBuilder(line + " HTTP/1.1\r\nConnection: close\r\n");
            headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
            OutputStream out = socket.getOutputStream();
            out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
            out.write(body);
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
          }
        });
  }

  /** The status of the response. */
  int status() {
    String response = response();
    return Integer.parseInt(response.split(" ", 3)[1]);
  }
}
