package io.github.sqsconnect.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** An answer of JSON lines in chunks, so that a million of them need no memory at once. */
final class LineWriter implements AutoCloseable {
  private static final int CHUNK = 64 * 1024;

  private final WireConnection connection;
  private final ByteArrayOutputStream chunk = new ByteArrayOutputStream(CHUNK * 2);

  LineWriter(WireConnection connection) throws IOException {
    this.connection = connection;
    write(
        "HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n");
  }

  void write(JsonNode json) throws IOException {
    chunk.writeBytes(Json.bytes(json));
    chunk.write('\n');
    if (chunk.size() >= CHUNK) {
      flush();
    }
  }

  @Override
  public void close() throws IOException {
    flush();
    write("0\r\n\r\n");
  }

  private void flush() throws IOException {
    if (chunk.size() > 0) {
      write(Integer.toHexString(chunk.size()) + "\r\n");
      connection.write(chunk.toByteArray());
      write("\r\n");
      chunk.reset();
    }
  }

  private void write(String ascii) throws IOException {
    connection.write(ascii.getBytes(StandardCharsets.US_ASCII));
  }
}
