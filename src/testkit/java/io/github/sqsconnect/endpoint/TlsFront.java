package io.github.sqsconnect.endpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** TLS before a server of this machine that speaks none: the scripted SQS, STS or the proxy. */
public final class TlsFront implements AutoCloseable {
  private final URI behind;
  private final ServerSocket listener;
  private final Pipes pipes = new Pipes();
  private final ExecutorService threads = Executors.newCachedThreadPool(Threads.named("tls-front"));

  private TlsFront(SelfSigned certificate, URI behind) throws IOException {
    this.behind = behind;
    listener =
        certificate
            .context()
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  /** On any free port. */
  public static TlsFront of(URI behind, SelfSigned certificate) {
    try {
      return new TlsFront(certificate, behind);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI uri() {
    return URI.create("https://" + authority());
  }

  /** As {@code host:port}. */
  public String authority() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  @Override
  public void close() {
    Pipes.closeQuietly(listener);
    pipes.close();
    threads.shutdownNow();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        threads.execute(() -> serve(client));
      } catch (IOException | RejectedExecutionException e) {
        Pipes.closeQuietly(listener);
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket server = new Socket(behind.getHost(), behind.getPort())) {
      pipes.join(client, server, threads);
    } catch (IOException e) {
      // Either side left, or the client trusts nobody here.
    }
  }
}
