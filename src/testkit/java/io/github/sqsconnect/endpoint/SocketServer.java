package io.github.sqsconnect.endpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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
import java.util.function.Function;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/** A listening socket with one thread per connection. It can close its port and reopen it. */
public final class SocketServer implements AutoCloseable {
  static final String LOOPBACK = "127.0.0.1";

  /** Serves one connection; the connection is closed when it returns. */
  @FunctionalInterface
  interface ConnectionHandler {
    void serve(HttpConnection connection) throws IOException;
  }

  /** Handles one HTTP request whose head was read; returns false to close the connection. */
  @FunctionalInterface
  interface RequestHandler {
    boolean handle(HttpRequest head, HttpConnection connection) throws IOException;
  }

  /** The bytes of a response, and whether the connection is closed after them. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Reply(byte[] bytes, boolean last) {}

  private final String host;
  private final int port;
  private final ServerSocketFactory sockets;
  private final ConnectionHandler handler;
  private final ExecutorService threads = Executors.newCachedThreadPool(SocketServer::thread);
  private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
  private final AtomicLong accepted = new AtomicLong();
  private @Nullable ServerSocket listener;
  private Future<?> acceptLoop = CompletableFuture.completedFuture(null);
  private boolean closed;

  /**
   * Listens at once.
   *
   * @param port 0 for any free port
   */
  SocketServer(String host, int port, ServerSocketFactory sockets, ConnectionHandler handler) {
    this.host = host;
    this.sockets = sockets;
    this.handler = handler;
    ServerSocket first = port == 0 ? bindAnyPort() : bind(port);
    this.port = first.getLocalPort();
    listen(first);
  }

  /** Serves plain HTTP/1.1 with connections that stay open between requests. */
  static SocketServer http(String host, int port, RequestHandler handler) {
    return new SocketServer(
        host, port, ServerSocketFactory.getDefault(), connection -> serveHttp(connection, handler));
  }

  /** Serves plain HTTP/1.1 on any free port of this machine. */
  static SocketServer http(RequestHandler handler) {
    return http(LOOPBACK, 0, handler);
  }

  /** Answers the body of each request with any bytes. */
  public static SocketServer raw(Function<String, Reply> answers) {
    return http(
        (head, connection) -> {
          byte[] body = connection.readBody(head).body();
          Reply reply = answers.apply(new String(body, StandardCharsets.UTF_8));
          connection.write(reply.bytes());
          return !reply.last();
        });
  }

  int port() {
    return port;
  }

  public URI uri() {
    return URI.create("http://" + host + ":" + port);
  }

  long connectionsAccepted() {
    return accepted.get();
  }

  int connectionsOpen() {
    return connections.size();
  }

  /** Sends bytes that nobody requested on all open connections. */
  public void sendUnrequested(byte[] bytes) {
    for (HttpConnection connection : connections) {
      try {
        connection.write(bytes);
      } catch (IOException e) {
        // The client left.
      }
    }
  }

  /**
   * Closes the port and all connections; the system refuses new ones from now on. The system keeps
   * the port open until the accepting thread has left it, so this method waits for that thread.
   */
  synchronized void closePort() {
    if (listener != null) {
      closeQuietly(listener);
      listener = null;
      awaitEnd(acceptLoop);
    }
    connections.forEach(HttpConnection::close);
  }

  /** Listens on the same port again. */
  synchronized void reopenPort() {
    if (listener == null && !closed) {
      listen(bind(port));
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    closePort();
    threads.shutdownNow();
  }

  private static void serveHttp(HttpConnection connection, RequestHandler handler)
      throws IOException {
    boolean open = true;
    while (open) {
      Optional<HttpRequest> head = connection.readHead();
      open = head.isPresent() && handler.handle(head.get(), connection);
    }
  }

  private synchronized void listen(ServerSocket socket) {
    listener = socket;
    acceptLoop = threads.submit(() -> acceptAll(socket));
  }

  private void acceptAll(ServerSocket socket) {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        threads.execute(() -> serve(client, socket));
      } catch (IOException | RejectedExecutionException e) {
        closeQuietly(socket);
      }
    }
  }

  private void serve(Socket client, ServerSocket acceptedBy) {
    try (client;
        HttpConnection connection = new HttpConnection(client)) {
      accepted.incrementAndGet();
      connections.add(connection);
      try {
        if (!acceptedBy.isClosed()) {
          handler.serve(connection);
        }
      } finally {
        connections.remove(connection);
      }
    } catch (IOException e) {
      // The client left, or a fault closed the connection: both end the conversation.
    }
  }

  /**
   * Binds a port below the range from which systems choose the local port of outgoing connections.
   * So during an outage no other process is given the port.
   */
  private ServerSocket bindAnyPort() {
    for (int tries = 0; tries < 200; tries++) {
      try {
        return bind(ThreadLocalRandom.current().nextInt(20_000, 32_000));
      } catch (UncheckedIOException e) {
        // In use: try another one.
      }
    }
    return bind(0);
  }

  private ServerSocket bind(int wanted) {
    try {
      ServerSocket socket = sockets.createServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(host, wanted), 1024);
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on " + host + ":" + wanted, e);
    }
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "scripted-sqs");
    thread.setDaemon(true);
    return thread;
  }

  private static void awaitEnd(Future<?> loop) {
    try {
      loop.get(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the listener did not leave its port", e);
    }
  }

  private static void closeQuietly(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // There is nothing more to close.
    }
  }
}
