package io.github.sqsconnect.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Reads HTTP requests and responds with any bytes. */
final class RawHttpServer implements AutoCloseable {
  private final ServerSocket listener;
  private final Function<String, Reply> responses;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "raw-server");
            thread.setDaemon(true);
            return thread;
          });

  /** The bytes of a response, and whether the connection is closed after them. */
  record Reply(byte[] bytes, boolean last) {}

  /**
   * @param responses the response to the body of a request
   */
  RawHttpServer(Function<String, Reply> responses) throws IOException {
    this.responses = responses;
    listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    threads.execute(this::acceptAll);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  /** Sends bytes that nobody requested on all open connections. */
  void sendUnrequested(byte[] bytes) {
    for (Socket client : open) {
      try {
        client.getOutputStream().write(bytes);
      } catch (IOException closed) {
        open.remove(client);
      }
    }
  }

  private void acceptAll() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        open.add(client);
        threads.execute(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      client.setTcpNoDelay(true);
      InputStream in = client.getInputStream();
      boolean last = false;
      while (!last) {
        String body = body(in);
        if (body == null) {
          return;
        }
        Reply reply = responses.apply(body);
        client.getOutputStream().write(reply.bytes());
        client.getOutputStream().flush();
        last = reply.last();
      }
    } catch (IOException left) {
      // The client closed the connection.
    } finally {
      open.remove(client);
    }
  }

  private static String body(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        return null;
      }
      head.write(next);
    }
    String text = head.toString(StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    int at = text.indexOf("content-length:") + "content-length:".length();
    int length = Integer.parseInt(text.substring(at, text.indexOf('\r', at)).trim());
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket client : open) {
      client.close();
    }
    threads.shutdownNow();
  }
}
