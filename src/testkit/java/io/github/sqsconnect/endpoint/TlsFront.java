package io.github.sqsconnect.endpoint;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;

/** TLS in front of a server of this machine that has none: the scripted SQS, STS or the proxy. */
public final class TlsFront implements AutoCloseable {
  private final URI behind;
  private final SocketServer server;

  private TlsFront(SelfSigned certificate, URI behind) {
    this.behind = behind;
    server =
        new SocketServer(
            SocketServer.LOOPBACK,
            0,
            certificate.context().getServerSocketFactory(),
            this::forward);
  }

  /** Starts on any free port. */
  public static TlsFront of(URI behind, SelfSigned certificate) {
    return new TlsFront(certificate, behind);
  }

  public URI uri() {
    return URI.create("https://" + authority());
  }

  /** As {@code host:port}. */
  public String authority() {
    return server.uri().getAuthority();
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
