package io.github.sqsconnect.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.sqsconnect.SqsSinkConnector;
import io.github.sqsconnect.analysis.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Serves the page on a free port of the loopback address. It answers a fixed list of addresses, and
 * only requests that {@link RequestRules} allows.
 */
public final class PageServer implements AutoCloseable {
  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final int MOST_BYTES = 1_048_576;
  private static final int MOST_READ_BYTES = 8 * MOST_BYTES;
  private static final int THREADS = 8;
  private static final AtomicInteger THREAD_NUMBER = new AtomicInteger();
  private static final int TOKEN_BYTES = 24;
  private static final String TOKEN_PLACE = "PAGE_TOKEN";

  /** A client that does not finish its request within that many seconds is disconnected. */
  private static final Map<String, String> TIME_LIMITS =
      Map.of("sun.net.httpserver.maxReqTime", "5", "sun.net.httpserver.maxRspTime", "30");

  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Cache-Control",
          "no-store");

  private final HttpServer server;
  private final ExecutorService threads;
  private final RequestRules rules;
  private final Map<String, PageHandler> handlers = new HashMap<>();

  private PageServer(Map<String, @Nullable String> settings, List<PageView> views)
      throws IOException {
    TIME_LIMITS.forEach(
        (key, limit) -> {
          if (System.getProperty(key) == null) {
            System.setProperty(key, limit);
          }
        });
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0), 0);
    int port = server.getAddress().getPort();
    rules = new RequestRules(Set.of("127.0.0.1:" + port, "localhost:" + port), token());
    threads = Executors.newFixedThreadPool(THREADS, PageServer::thread);
    addShell(settings, views);
    views.forEach(
        view -> {
          view.files().forEach(this::add);
          handlers.putAll(view.handlers());
        });
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  /**
   * Starts a server.
   *
   * @param settings of a connector, with which the page begins
   * @param views in the order of their tabs
   */
  public static PageServer start(Map<String, @Nullable String> settings, List<PageView> views) {
    try {
      return new PageServer(settings, views);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String token() {
    byte[] random = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "page-" + THREAD_NUMBER.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  /** What belongs to no view. */
  private void addShell(Map<String, @Nullable String> settings, List<PageView> views) {
    for (String name : List.of("page.js", "page.css", "theme.js", "icon.svg")) {
      add(PageFile.beside(PageServer.class, name));
    }
    String html = PageFile.beside(PageServer.class, "index.html").content();
    PageFile index = new PageFile("index.html", html.replace(TOKEN_PLACE, rules.token()));
    handlers.put("GET /", request -> PageResponse.file(index));
    handlers.put(
        "GET /api/page",
        request ->
            PageResponse.json(
                json -> {
                  json.writeStartObject();
                  json.writeStringField("version", new SqsSinkConnector().version());
                  json.writeArrayFieldStart("views");
                  for (PageView view : views) {
                    json.writeString(view.name());
                  }
                  json.writeEndArray();
                  json.writeObjectFieldStart("settings");
                  for (Map.Entry<String, String> setting : Secrets.hidden(settings).entrySet()) {
                    json.writeStringField(setting.getKey(), setting.getValue());
                  }
                  json.writeEndObject();
                  json.writeEndObject();
                }));
  }

  private void add(PageFile file) {
    handlers.put("GET /" + file.name(), request -> PageResponse.file(file));
  }

  /** The address to open in a browser on this machine. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      PageResponse response = response(exchange);
      HEADERS.forEach(exchange.getResponseHeaders()::set);
      exchange.getResponseHeaders().set("Content-Type", response.contentType());
      byte[] content = response.content().getBytes(StandardCharsets.UTF_8);
      if (exchange.getRequestMethod().equals("HEAD")) {
        exchange.sendResponseHeaders(response.status(), -1);
      } else {
        exchange.sendResponseHeaders(response.status(), content.length);
        exchange.getResponseBody().write(content);
      }
    }
  }

  private PageResponse response(HttpExchange exchange) throws IOException {
    String method = exchange.getRequestMethod();
    URI uri = exchange.getRequestURI();
    String path = String.valueOf(uri.getRawPath());
    PageResponse refusal = rules.refusal(method, path, exchange.getRequestHeaders());
    if (refusal != null) {
      return refusal;
    }
    PageHandler handler = uri.getRawQuery() == null ? handlers.get(method + ' ' + path) : null;
    if (handler == null) {
      return PageResponse.error(404, "no such address");
    }
    byte[] content = content(exchange);
    if (content.length > MOST_BYTES) {
      return PageResponse.error(413, "the request is larger than 1 MiB");
    }
    try {
      return handler.handle(method.equals("GET") ? PageRequest.EMPTY : PageRequest.of(content));
    } catch (InputException e) {
      return PageResponse.error(422, String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) {
      return PageResponse.error(500, "unexpected " + e);
    }
  }

  /**
   * The content of a request; more than the limit if there is more. Some of the rest is read too,
   * because a client that is still sending would not see the response.
   */
  private static byte[] content(HttpExchange exchange) throws IOException {
    String announced = exchange.getRequestHeaders().getFirst("Content-Length");
    if (announced != null && Long.parseLong(announced) > MOST_READ_BYTES) {
      return new byte[MOST_BYTES + 1];
    }
    byte[] content = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
    if (content.length > MOST_BYTES) {
      exchange.getRequestBody().readNBytes(MOST_READ_BYTES - content.length);
    }
    return content;
  }

  /** Ends the server and its threads. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
