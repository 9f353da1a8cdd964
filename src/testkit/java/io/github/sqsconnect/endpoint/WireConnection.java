package io.github.sqsconnect.endpoint;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StreamCorruptedException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One client connection: requests are read, and bytes written, exactly when they are asked for. */
final class WireConnection implements AutoCloseable {
  private static final int LONGEST_LINE = 64 * 1024;

  /** A full message batch in which every character is a six-byte JSON escape, and then some. */
  private static final int LONGEST_BODY = 16 * 1024 * 1024;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  WireConnection(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream(), 32 * 1024);
    out = socket.getOutputStream();
  }

  /** The next request's head, its body still unread; empty when the client has gone. */
  Optional<HttpRequest> readHead() throws IOException {
    String first = readLine();
    if (first.isEmpty()) {
      return Optional.empty();
    }
    String[] parts = first.split(" ", -1);
    if (parts.length != 3) {
      throw new StreamCorruptedException("not a request line: " + first);
    }
    Map<String, String> headers = new HashMap<>();
    for (String line = readLine(); !line.isEmpty(); line = readLine()) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new StreamCorruptedException("not a header: " + line);
      }
      headers.merge(
          line.substring(0, colon).toLowerCase(Locale.ROOT),
          line.substring(colon + 1).strip(),
          (one, two) -> one + "," + two);
    }
    return Optional.of(new HttpRequest(parts[0], parts[1], headers, new byte[0]));
  }

  HttpRequest readBody(HttpRequest head) throws IOException {
    if (head.header("transfer-encoding").isPresent()) {
      throw new StreamCorruptedException("a request body needs a Content-Length");
    }
    int length = Integer.parseInt(head.header("content-length").orElse("0"));
    if (length < 0 || length > LONGEST_BODY) {
      throw new StreamCorruptedException("Content-Length of " + length);
    }
    if (head.header("expect").isPresent()) {
      write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
    }
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("the client left in the middle of its request");
    }
    return head.withBody(body);
  }

  /** Takes something of the body, and leaves the rest where it is. */
  void readFirstBytes() throws IOException {
    var unused = in.read(new byte[256]);
  }

  void write(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  OutputStream output() {
    return out;
  }

  /** Says nothing more, and keeps the connection until the client or the endpoint gives up. */
  void waitForClientToLeave() throws IOException {
    byte[] ignored = new byte[4096];
    while (in.read(ignored) >= 0) {
      continue;
    }
  }

  /** The next close is a TCP reset and not an orderly end. */
  void closeWithReset() throws IOException {
    socket.setSoLinger(true, 0);
    close();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed as far as we can close it.
    }
  }

  private String readLine() throws IOException {
    StringBuilder line = new StringBuilder(80);
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      if (line.length() > LONGEST_LINE) {
        throw new StreamCorruptedException("a header line without end");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }
}
