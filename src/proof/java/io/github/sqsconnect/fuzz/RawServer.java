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

/** Reads requests and answers with bytes, whatever they are. */
final class RawServer implements AutoCloseable {
  private final ServerSocket listener;
  private final Function<String, Reply> answers;
  private final Set<Socket> live = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "raw-server");
            thread.setDaemon(true);
            return thread;
          });

  /** The bytes that answer a request, and whether they are the last of their connection. */
  record Reply(byte[] bytes, boolean last) {}

  /** Answers request bodies. */
  RawServer(Function<String, Reply> answers) throws IOException {
    this.answers = answers;
    listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    threads.execute(this::acceptAll);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  /** Says something unasked on all connections that are still open. */
  void blurt(byte[] bytes) {
    for (Socket client : live) {
      try {
        client.getOutputStream().write(bytes);
      } catch (IOException closed) {
        live.remove(client);
      }
    }
  }

  private void acceptAll() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        live.add(client);
        threads.execute(() -> converse(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void converse(Socket client) {
    try (client) {
      client.setTcpNoDelay(true);
      InputStream in = client.getInputStream();
      boolean last = false;
      while (!last) {
        String body = body(in);
        if (body == null) {
          return;
        }
        Reply reply = answers.apply(body);
        client.getOutputStream().write(reply.bytes());
        client.getOutputStream().flush();
        last = reply.last();
      }
    } catch (IOException left) {
      // The client has enough.
    } finally {
      live.remove(client);
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
    for (Socket client : live) {
      client.close();
    }
    threads.shutdownNow();
  }
}
