package io.github.sqsconnect.endpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A listening socket with a thread for each connection, which can leave its port and come back. */
final class WireServer implements AutoCloseable {
  /** What is done with each request; false when the connection is finished. */
  @FunctionalInterface
  interface Handler {
    boolean handle(HttpRequest head, WireConnection connection) throws IOException;
  }

  private final String host;
  private final int port;
  private final Handler handler;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(Threads.named("scripted-sqs"));
  private final Set<WireConnection> live = ConcurrentHashMap.newKeySet();
  private final AtomicLong accepted = new AtomicLong();
  private @Nullable ServerSocket listener;
  private Future<?> accepting = CompletableFuture.completedFuture(null);
  private boolean closed;

  /** Port 0 asks for any free port. */
  WireServer(String host, int port, Handler handler) {
    this.host = host;
    this.handler = handler;
    ServerSocket first = port == 0 ? bindAnywhere() : bind(port);
    this.port = first.getLocalPort();
    listen(first);
  }

  int port() {
    return port;
  }

  long connectionsAccepted() {
    return accepted.get();
  }

  int connectionsOpen() {
    return live.size();
  }

  /**
   * Leaves the port and ends all connections: from now on the system refuses new ones. The system
   * keeps the port open until the accepting thread has left it, so this waits for that.
   */
  synchronized void goAway() {
    if (listener != null) {
      closeQuietly(listener);
      listener = null;
      awaitQuietly(accepting);
    }
    live.forEach(WireConnection::close);
  }

  /** Takes the same port again. */
  synchronized void comeBack() {
    if (listener == null && !closed) {
      listen(bind(port));
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    goAway();
    threads.shutdownNow();
  }

  private synchronized void listen(ServerSocket socket) {
    listener = socket;
    accepting = threads.submit(() -> acceptAll(socket));
  }

  private void acceptAll(ServerSocket socket) {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        threads.execute(() -> converse(client, socket));
      } catch (IOException | RejectedExecutionException e) {
        closeQuietly(socket);
      }
    }
  }

  private void converse(Socket client, ServerSocket acceptedBy) {
    try (client;
        WireConnection connection = new WireConnection(client)) {
      accepted.incrementAndGet();
      live.add(connection);
      try {
        boolean open = !acceptedBy.isClosed();
        while (open) {
          Optional<HttpRequest> head = connection.readHead();
          open = head.isPresent() && handler.handle(head.get(), connection);
        }
      } finally {
        live.remove(connection);
      }
    } catch (IOException e) {
      // The client left, or a fault closed the connection: both end the conversation.
    }
  }

  /**
   * A port below the range from which systems take the near end of outgoing connections, so that
   * during an outage nobody is given ours.
   */
  private ServerSocket bindAnywhere() {
    for (int tries = 0; tries < 200; tries++) {
      try {
        return bind(ThreadLocalRandom.current().nextInt(20_000, 32_000));
      } catch (UncheckedIOException e) {
        // Taken: another.
      }
    }
    return bind(0);
  }

  private ServerSocket bind(int wanted) {
    try {
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(host, wanted), 1024);
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on " + host + ":" + wanted, e);
    }
  }

  private static void awaitQuietly(Future<?> step) {
    try {
      step.get(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the listener does not leave its port", e);
    }
  }

  private static void closeQuietly(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed as far as we can close it.
    }
  }
}
