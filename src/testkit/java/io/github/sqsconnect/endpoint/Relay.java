package io.github.sqsconnect.endpoint;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import javax.net.ServerSocketFactory;

/** Passes connections on to a server of this machine, and can make that server unreachable. */
public final class Relay implements AutoCloseable {
  private final URI behind;
  private final SocketServer server;

  private Relay(URI behind) {
    this.behind = behind;
    server =
        new SocketServer(SocketServer.LOOPBACK, 0, ServerSocketFactory.getDefault(), this::forward);
  }

  /** Starts on any free port. */
  public static Relay to(URI behind) {
    return new Relay(behind);
  }

  public URI uri() {
    return server.uri();
  }

  /** Closes all connections; new ones are refused until {@link #reconnect}. */
  public void disconnect() {
    server.closePort();
  }

  public void reconnect() {
    server.reopenPort();
  }

  @Override
  public void close() {
    server.close();
  }

  private void forward(HttpConnection connection) throws IOException {
    try (Socket socket = new Socket(behind.getHost(), behind.getPort())) {
      connection.pipe(socket);
    }
  }
}
