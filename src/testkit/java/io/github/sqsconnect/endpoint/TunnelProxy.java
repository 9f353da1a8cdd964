package io.github.sqsconnect.endpoint;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** An HTTP proxy that opens tunnels, and only for clients with its user and password. */
public final class TunnelProxy implements AutoCloseable {
  private final String authorization;
  private final List<String> tunnels = new CopyOnWriteArrayList<>();
  private final AtomicInteger refusals = new AtomicInteger();
  private final SocketServer server = SocketServer.http(this::handle);
  private volatile String interim = "";

  private TunnelProxy(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    authorization = "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  public static TunnelProxy start(String user, String password) {
    return new TunnelProxy(user, password);
  }

  public URI uri() {
    return server.uri();
  }

  /** Sends these interim responses before each response from now on. */
  public TunnelProxy interim(int... statuses) {
    interim =
        Arrays.stream(statuses)
            .mapToObj(status -> "HTTP/1.1 " + status + " Interim\r\n\r\n")
            .collect(Collectors.joining());
    return this;
  }

  /** The destinations of the tunnels that were opened, as {@code host:port}. */
  public List<String> tunnels() {
    return List.copyOf(tunnels);
  }

  /** The number of requests that were refused. */
  public int refusals() {
    return refusals.get();
  }

  @Override
  public void close() {
    server.close();
  }

  private boolean handle(HttpRequest head, HttpConnection connection) throws IOException {
    boolean known = head.header("proxy-authorization").orElse("").equals(authorization);
    if (known && head.method().equals("CONNECT")) {
      tunnel(head.target(), connection);
    } else {
      refusals.incrementAndGet();
      connection.write(
          interim
              + "HTTP/1.1 407 Proxy Authentication Required\r\n"
              + "Proxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\n\r\n");
    }
    return false;
  }

  private void tunnel(String destination, HttpConnection connection) throws IOException {
    int colon = destination.lastIndexOf(':');
    int port = Integer.parseInt(destination.substring(colon + 1));
    try (Socket socket = new Socket(destination.substring(0, colon), port)) {
      tunnels.add(destination);
      connection.write(interim + "HTTP/1.1 200 Connection established\r\n\r\n");
      connection.pipe(socket);
    }
  }
}
