package io.github.sqsconnect.endpoint;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP proxy that opens tunnels, and only for those who know its password. */
public final class TunnelProxy implements AutoCloseable {
  private static final String END_OF_HEAD = "\r\n\r\n";

  private final String expected;
  private volatile String interim = "";
  private final ServerSocket listener;
  private final Pipes pipes = new Pipes();
  private final List<String> tunnels = new CopyOnWriteArrayList<>();
  private final AtomicInteger refusals = new AtomicInteger();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(Threads.named("tunnel-proxy"));

  private TunnelProxy(String user, String password) throws IOException {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    expected = "proxy-authorization: basic " + Base64.getEncoder().encodeToString(pair);
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  public static TunnelProxy start(String user, String password) {
    try {
      return new TunnelProxy(user, password);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  /** Sends these interim responses before each answer from now on. */
  public TunnelProxy interim(int... interimStatuses) {
    StringBuilder heads = new StringBuilder();
    for (int status : interimStatuses) {
      heads.append("HTTP/1.1 ").append(status).append(" Interim\r\n\r\n");
    }
    interim = heads.toString();
    return this;
  }

  /** Where the tunnels led that were opened, as {@code host:port}. */
  public List<String> tunnels() {
    return List.copyOf(tunnels);
  }

  /** How often somebody without the password asked. */
  public int refusals() {
    return refusals.get();
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
    try (client) {
      String head = head(client.getInputStream());
      boolean known = head.lines().anyMatch(line -> line.equalsIgnoreCase(expected));
      if (!head.startsWith("CONNECT ") || !known) {
        refusals.incrementAndGet();
        answer(
            client, "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"p\"");
        return;
      }
      tunnel(client, head.split(" ", 3)[1]);
    } catch (IOException e) {
      // Either side left, and the tunnel ends with it.
    }
  }

  private void tunnel(Socket client, String target) throws IOException {
    int colon = target.lastIndexOf(':');
    int port = Integer.parseInt(target.substring(colon + 1));
    try (Socket server = new Socket(target.substring(0, colon), port)) {
      tunnels.add(target);
      answer(client, "200 Connection established");
      pipes.join(client, server, threads);
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf(END_OF_HEAD) < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the client left");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private void answer(Socket client, String status) throws IOException {
    OutputStream out = client.getOutputStream();
    String text = interim + "HTTP/1.1 " + status + "\r\n";
    String length = status.startsWith("200") ? "\r\n" : "Content-Length: 0\r\n\r\n";
    out.write((text + length).getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }
}
