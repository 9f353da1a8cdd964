package io.github.sqsconnect.endpoint;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.StreamCorruptedException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One client connection. It reads and writes only when asked, so that faults can act between. */
final class HttpConnection implements AutoCloseable {
  private static final int MAX_LINE_CHARS = 64 * 1024;

  /** More than a full message batch in which every character is a six-byte JSON escape. */
  private static final int MAX_BODY_BYTES = 16 * 1024 * 1024;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  HttpConnection(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream(), 32 * 1024);
    out = socket.getOutputStream();
  }

  /** The head of the next request, with its body still unread; empty when the client has left. */
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
    if (length < 0 || length > MAX_BODY_BYTES) {
      throw new StreamCorruptedException("Content-Length of " + length);
    }
    if (head.header("expect").isPresent()) {
      write("HTTP/1.1 100 Continue\r\n\r\n");
    }

    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("the client left in the middle of its request");
    }
    return head.withBody(body);
  }

  /** Reads the first bytes of the body and leaves the rest unread. */
  void readFirstBytes() throws IOException {
    var unused = in.read(new byte[256]);
  }

  void write(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  void write(String ascii) throws IOException {
    write(ascii.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Waits; closing the server ends the wait with an exception. */
  void pause(Duration time) throws IOException {
    try {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the server was closed");
    }
  }

  /** Sends nothing more and keeps the connection until the client or the server closes it. */
  void waitForClientToLeave() throws IOException {
    in.transferTo(OutputStream.nullOutputStream());
  }

  /** Copies bytes between the client and a server until one of them leaves. */
  void pipe(Socket server) throws IOException {
    Thread backwards = new Thread(() -> copyToClient(server), "scripted-sqs-pipe");
    backwards.setDaemon(true);
    backwards.start();
    in.transferTo(server.getOutputStream());
  }

  /** Closes with a TCP reset instead of an orderly end. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    close();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // There is nothing more to close.
    }
  }

  private void copyToClient(Socket server) {
    try (HttpConnection client = this) {
      server.getInputStream().transferTo(client.out);
    } catch (IOException e) {
      // One side left: closing the client ends the other direction, too.
    }
  }

  private String readLine() throws IOException {
    StringBuilder line = new StringBuilder(80);
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      if (line.length() > MAX_LINE_CHARS) {
        throw new StreamCorruptedException("a header line without an end");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }
}
