package io.github.sqsconnect.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.sqsconnect.analysis.InputException;
import io.github.sqsconnect.servers.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page answers its own browser window, and nobody else. */
class PageServerTest {
  private static final String SECRET = "wJalrXUtnFEMI-not-a-real-key";
  private static final Pattern TOKEN = Pattern.compile("name=\"page-token\" content=\"([^\"]+)\"");
  private static final String JSON = "application/json";

  private static final PageServer SERVER =
      PageServer.start(
          Map.of("topics", "orders", "aws.secret.access.key", SECRET),
          List.of(
              new PageView(
                  "echo",
                  List.of(new PageFile("echo.js", "export {};")),
                  Map.of(
                      "POST /api/echo",
                      PageServerTest::echo,
                      "POST /api/fail",
                      request -> fail(),
                      "POST /api/defect",
                      request -> defect()))));
  private static final URI PAGE = SERVER.address();
  private static final String TOKEN_OF_PAGE = token(SERVER);

  @AfterAll
  static void close() {
    SERVER.close();
  }

  private static PageResponse echo(PageRequest request) {
    return PageResponse.json(
        json -> {
          json.writeStartArray();
          json.writeString(request.text("text"));
          json.writeString(request.object("config").settings().toString());
          json.writeEndArray();
        });
  }

  private static PageResponse fail() {
    throw new InputException("it cannot be read");
  }

  private static PageResponse defect() {
    throw new AssertionError("a class is missing");
  }

  private static String token(PageServer server) {
    String html = new RawRequest(server.address(), "GET /").response();
    Matcher token = TOKEN.matcher(html);
    assertThat(token.find()).as(html).isTrue();
    return token.group(1);
  }

  private static RawRequest get(String path) {
    return new RawRequest(PAGE, "GET " + path).header("Page-Token", TOKEN_OF_PAGE);
  }

  private static RawRequest post(String path, String body) {
    return new RawRequest(PAGE, "POST " + path)
        .header("Page-Token", TOKEN_OF_PAGE)
        .header("Content-Type", JSON)
        .body(body);
  }

  @Test
  void pageAndItsFilesAreServed() {
    assertThat(get("/").response()).contains("200 OK", "text/html", "<title>");
    assertThat(get("/page.js").response()).contains("200 OK", "text/javascript");
    assertThat(get("/page.css").response()).contains("200 OK", "text/css");
    assertThat(get("/icon.svg").response()).contains("200 OK", "image/svg+xml");
    assertThat(get("/echo.js").response()).contains("200 OK", "export {};");
    assertThat(get("/api/page").response()).contains("\"views\":[\"echo\"]");
  }

  @Test
  void apiReadsJsonAndWritesJson() {
    assertThat(
            post("/api/echo", "{\"text\": 1, \"config\": {\"a\": true, \"b\": null}}").response())
        .contains(JSON, "[\"1\",\"{a=true, b=null}\"]");
    assertThat(post("/api/fail", "{}").response()).contains("422", "it cannot be read");
    assertThat(post("/api/defect", "{}").response())
        .contains("500", "unexpected java.lang.AssertionError: a class is missing");
  }

  @Test
  void responsesForbidForeignContent() {
    assertThat(get("/").response())
        .containsIgnoringCase("Content-Security-Policy: default-src 'self'")
        .containsIgnoringCase("frame-ancestors 'none'")
        .containsIgnoringCase("X-Content-Type-Options: nosniff")
        .containsIgnoringCase("Referrer-Policy: no-referrer")
        .containsIgnoringCase("Cache-Control: no-store")
        .doesNotContainIgnoringCase("Access-Control-Allow");
  }

  @Test
  void everyStartHasAnotherToken() {
    try (PageServer other = PageServer.start(Map.of(), List.of())) {
      assertThat(token(other)).isNotEqualTo(TOKEN_OF_PAGE).hasSizeGreaterThanOrEqualTo(22);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:PORT",
        "127.0.0.1",
        "127.0.0.1:1",
        "localhost",
        "[::1]:PORT",
        "127.0.0.1.evil.example:PORT",
        "LOCALHOST:PORT",
        "127.0.0.1:PORT, evil.example",
        ""
      })
  void foreignHostIsRefused(String host) {
    String given = host.replace("PORT", String.valueOf(PAGE.getPort()));

    assertThat(get("/").header("Host", given).status()).isIn(400, 403);
    assertThat(get("/api/page").header("Host", given).status()).isIn(400, 403);
  }

  @Test
  void missingAndRepeatedHostAreRefused() {
    assertThat(get("/").without("Host").status()).isIn(400, 403);
    assertThat(get("/").header("host", PAGE.getAuthority()).status()).isIn(400, 403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://evil.example",
        "null",
        "https://127.0.0.1:PORT",
        "http://127.0.0.1",
        "",
        "http://127.0.0.1:PORT.evil.example"
      })
  void foreignOriginIsRefused(String origin) {
    String given = origin.replace("PORT", String.valueOf(PAGE.getPort()));

    assertThat(post("/api/echo", "{}").header("Origin", given).status()).isEqualTo(403);
    assertThat(get("/").header("Origin", given).status()).isEqualTo(403);
  }

  @Test
  void ownOriginIsAllowed() {
    String localhost = "localhost:" + PAGE.getPort();
    RawRequest byName =
        post("/api/echo", "{}").header("Host", localhost).header("Origin", "http://" + localhost);

    assertThat(byName.status()).isEqualTo(200);
  }

  @Test
  void apiNeedsTheToken() {
    assertThat(get("/api/page").without("Page-Token").status()).isEqualTo(403);
    assertThat(get("/api/page").header("Page-Token", "").status()).isEqualTo(403);
    assertThat(get("/api/page").header("Page-Token", TOKEN_OF_PAGE + "x").status()).isEqualTo(403);
    assertThat(get("/api/page").header("page-token", TOKEN_OF_PAGE).status()).isEqualTo(403);
    assertThat(post("/api/echo", "{}").without("Page-Token").status()).isEqualTo(403);
    assertThat(get("/api/unknown").without("Page-Token").status()).isEqualTo(403);
    assertThat(get("/api/page?token=" + TOKEN_OF_PAGE).without("Page-Token").status())
        .isEqualTo(403);
  }

  /** A form of another site can send these types without asking the browser first. */
  @ParameterizedTest
  @ValueSource(
      strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""})
  void otherContentIsRefused(String type) {
    assertThat(post("/api/echo", "{}").header("Content-Type", type).status()).isEqualTo(415);
    assertThat(post("/api/echo", "{}").without("Content-Type").status()).isEqualTo(415);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "1", "{", "{} {}", "{\"a\":}", "\0"})
  void brokenJsonIsRefused(String body) {
    assertThat(post("/api/echo", body).response()).contains("422", "not a JSON object");
  }

  @Test
  void deepJsonIsRefused() {
    String deep = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

    assertThat(post("/api/echo", deep).status()).isEqualTo(422);
  }

  @Test
  void oversizedBodyIsRefused() {
    String fits = "{\"text\":\"" + "x".repeat(1_048_576 - 11) + "\"}";
    assertThat(fits).hasSize(1_048_576);

    assertThat(post("/api/echo", fits).status()).isEqualTo(200);
    assertThat(post("/api/echo", fits + ' ').status()).isEqualTo(413);
  }

  /** The server does not wait for what it would refuse. */
  @Test
  void announcedOversizeIsRefusedAtOnce() {
    RawRequest announced = post("/api/echo", "{}").header("Content-Length", "99999999999");

    assertThat(announced.status()).isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../pom.xml",
        "/..%2fpom.xml",
        "/%2e%2e/pom.xml",
        "/%2e%2e%2fpom.xml",
        "/..%5cpom.xml",
        "/%252e%252e/pom.xml",
        "/..;/page.js",
        "//etc/passwd",
        "/etc/passwd",
        "/%00",
        "/page.js%00",
        "/./page.js",
        "/page.js/",
        "/PAGE.JS",
        "/page%2ejs",
        "/PageServer.class",
        "/io/github/sqsconnect/page/page.js",
        "/version.properties",
        "/?x=1",
        "/page.js?x"
      })
  void addressesThatAreNotOnTheListAreRefused(String path) {
    assertThat(get(path).status()).isIn(400, 404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "get"})
  void otherMethodsAreRefused(String method) {
    for (String path : List.of("/", "/page.js", "/api/page", "/api/echo")) {
      RawRequest request =
          new RawRequest(PAGE, method + ' ' + path).header("Page-Token", TOKEN_OF_PAGE);

      assertThat(request.status()).as(path).isEqualTo(405);
    }
    assertThat(new RawRequest(PAGE, "POST /").body("").status()).isEqualTo(405);
  }

  @Test
  void hugeHeadersAreRefused() {
    assertThat(get("/").header("X-Long", "x".repeat(17_000)).status()).isEqualTo(431);
  }

  @Test
  void secretsStayOnTheServer() {
    assertThat(get("/api/page").response())
        .contains("\"topics\":\"orders\"")
        .contains("${file:/etc/kafka/secrets.properties:aws.secret.access.key}")
        .doesNotContain(SECRET);
  }

  @Test
  void onlyTheLoopbackAddressIsBound() throws IOException {
    List<InetAddress> others =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> !address.equals(InetAddress.getLoopbackAddress()))
            .toList();
    for (InetAddress other : others) {
      assertThatExceptionOfType(IOException.class)
          .as("%s", other)
          .isThrownBy(
              () -> {
                try (Socket socket = new Socket()) {
                  socket.connect(new InetSocketAddress(other, PAGE.getPort()), 2_000);
                }
              });
    }
    assertThat(PAGE.getHost()).isEqualTo("127.0.0.1");
  }

  @Test
  void closedServerHasNoThreadsAndNoPort() {
    Set<Thread> before = threads();
    PageServer server = PageServer.start(Map.of(), List.of());
    assertThat(new RawRequest(server.address(), "GET /").status()).isEqualTo(200);
    assertThat(threads()).hasSizeGreaterThan(before.size());
    server.close();

    Await.until(
        "end of the threads",
        Duration.ofSeconds(5),
        () -> threads().stream().allMatch(before::contains));
    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(() -> new RawRequest(server.address(), "GET /").response());
  }

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.isAlive() && isOfServer(thread.getName()))
        .collect(Collectors.toSet());
  }

  private static boolean isOfServer(String name) {
    return Stream.of("page-", "HTTP-Dispatcher", "server-timer").anyMatch(name::startsWith);
  }
}
