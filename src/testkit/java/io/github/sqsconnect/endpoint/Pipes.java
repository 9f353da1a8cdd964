package io.github.sqsconnect.endpoint;

import java.io.IOException;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** Pairs of connections of which each says what the other hears. */
final class Pipes implements AutoCloseable {
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /** Returns when either side has left. */
  void join(Socket client, Socket server, Executor backwards) throws IOException {
    open.add(client);
    open.add(server);
    try {
      backwards.execute(() -> pump(server, client));
      client.getInputStream().transferTo(server.getOutputStream());
    } finally {
      open.remove(client);
      open.remove(server);
    }
  }

  @Override
  public void close() {
    open.forEach(Pipes::closeQuietly);
  }

  private static void pump(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // The other direction ends too, by the close below.
    } finally {
      closeQuietly(to);
    }
  }

  static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      // It is closed as far as we can close it.
    }
  }
}
