package io.github.sqsconnect.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.sqsconnect.project.ProjectFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs {@code bin/health} against a worker whose responses the test chooses. */
class HealthTest {
  private static final String NAME = "events to/sqs";
  private static final String STATUS = "/connectors/events%20to%2Fsqs/status";
  private static final String AGE =
      "sqs_sink_task_oldest_unacknowledged_age_ms{connector=\"%s\",task=\"0\"} %s\n";

  private final Map<String, String> pages = new HashMap<>();
  private HttpServer worker;

  /** The path of the response that lacks its last byte. */
  private String cutOff = "";

  private record Run(int status, String output, String errors) {}

  @BeforeEach
  void start() throws IOException {
    worker = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    worker.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getRawPath();
          String body = pages.getOrDefault(path, "404 not found");
          boolean error = body.matches("[45]\\d\\d .*");
          byte[] bytes = body.getBytes(UTF_8);
          exchange.sendResponseHeaders(
              error ? Integer.parseInt(body.substring(0, 3)) : 200,
              bytes.length + (path.equals(cutOff) ? 1 : 0));
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    worker.start();
  }

  @AfterEach
  void stop() {
    worker.stop(0);
  }

  // --- the worker alone

  @Test
  void liveWorkerOfAnyReleaseIsHealthy() throws Exception {
    pages.put("/", "{\"version\":\"3.6.2\"}");
    assertThat(run("--live").status()).isZero();
    pages.put("/health", "{\"status\":\"healthy\"}");
    assertThat(run("--live").status()).isZero();
  }

  @Test
  void workerThatStartsOrIsGoneIsNotHealthy() throws Exception {
    pages.put("/", "{}");
    pages.put("/health", "503 starting");
    assertThat(run("--live").status()).isEqualTo(3);
    stop();
    assertThat(run("--live").status()).isEqualTo(3);
    assertThat(run(NAME).status()).isEqualTo(3);
  }

  /** In a container the worker's proxy is also that of the probe. */
  @Test
  void proxyOfTheWorkerIsNotUsedForThisHost() throws Exception {
    pages.put("/", "{}");
    String unreachable = "http://127.0.0.1:1";
    assertThat(run(Map.of("http_proxy", unreachable), "--live").status()).isZero();
    assertThat(
            run(Map.of("http_proxy", unreachable, "NO_PROXY", "sqs.example.com"), "--live")
                .status())
        .isZero();
    assertThat(run(Map.of("http_proxy", unreachable, "no_proxy", "*"), "--live").status()).isZero();
  }

  // --- a connector

  @ParameterizedTest
  @CsvSource({
    "RUNNING, RUNNING, RUNNING, 0",
    "RUNNING, RUNNING, FAILED, 1",
    "FAILED, RUNNING, RUNNING, 1",
    "RUNNING, UNASSIGNED, FAILED, 1",
    "RUNNING, RUNNING, UNASSIGNED, 5",
    "PAUSED, PAUSED, PAUSED, 5",
    "RUNNING, RESTARTING, RUNNING, 5"
  })
  void statesOfConnectorAndTasksDecide(String connector, String first, String second, int status)
      throws Exception {
    status(connector, task(0, first), task(1, second));
    assertThat(run(NAME).status()).isEqualTo(status);
  }

  @Test
  void failedTaskIsReportedWithItsReason() throws Exception {
    status(
        "RUNNING",
        "{\"id\":0,\"state\":\"FAILED\",\"trace\":\"ConnectException: SQS-004 {\\\"state\\\":\\\"RUNNING\\\"}\"}");
    assertThat(run(NAME).output()).isEqualTo("connector " + NAME + " has failed: SQS-004\n");
  }

  /** A connector may have a name that looks like a reason. */
  @Test
  void reasonIsNotReadFromTheName() throws Exception {
    pages.put("/connectors/SQS-123/status", page("SQS-123", "RUNNING", task(0, "FAILED")));
    assertThat(run("SQS-123").output()).isEqualTo("connector SQS-123 has failed\n");
  }

  /** A status without its end may lack the task that has failed. */
  @Test
  void statusThatIsCutOffIsAnErrorOfTheWorker() throws Exception {
    status("RUNNING", task(0, "RUNNING"));
    cutOff = STATUS;
    assertThat(run(NAME).status()).isEqualTo(3);
  }

  @Test
  void connectorWithoutTasksIsNotRunning() throws Exception {
    status("RUNNING");
    assertThat(run(NAME).status()).isEqualTo(5);
  }

  @Test
  void unknownConnectorAndErrorOfTheWorkerDiffer() throws Exception {
    assertThat(run(NAME).status()).isEqualTo(4);
    pages.put(STATUS, "500 timeout");
    assertThat(run(NAME).status()).isEqualTo(3);
    pages.put(STATUS, "<html>the login page of a proxy</html>");
    assertThat(run(NAME).status()).isEqualTo(3);
  }

  // --- with metrics

  @ParameterizedTest
  @CsvSource({"0.0, 0", "600999.0, 0", "601000.0, 6", "1.2E7, 6"})
  void oldestRecordOfTheConnectorDecides(String age, int status) throws Exception {
    status("RUNNING", task(0, "RUNNING"));
    pages.put("/metrics", AGE.formatted("other", "9E9") + AGE.formatted(NAME, age));
    assertThat(run("--metrics", metrics(), NAME).status()).isEqualTo(status);
    assertThat(run("--metrics", metrics(), "--max-age", "020000", NAME).status()).isZero();
  }

  /** JMX puts such a name in quotes, which the exporter removes, but not the escapes. */
  @Test
  void nameWithCharactersThatJmxEscapesIsFound() throws Exception {
    String name = "a*b \"c\"?\\";
    pages.put("/connectors/a%2Ab%20%22c%22%3F%5C/status", page("x", "RUNNING", task(0, "RUNNING")));
    pages.put("/metrics", AGE.formatted("a\\\\*b \\\\\\\"c\\\\\\\"\\\\?\\\\\\\\", "9E9"));
    assertThat(run("--metrics", metrics(), name).status()).isEqualTo(6);
  }

  @Test
  void connectorWithoutTaskOnThisWorkerIsHealthy() throws Exception {
    status("RUNNING", task(0, "RUNNING"));
    pages.put("/metrics", AGE.formatted("other", "9E9"));
    assertThat(run("--metrics", metrics(), NAME).output()).contains("none of them on this worker");
  }

  @Test
  void metricsThatCannotBeReadAreAnError() throws Exception {
    status("RUNNING", task(0, "RUNNING"));
    assertThat(run("--metrics", metrics(), NAME).status()).isEqualTo(7);
    // The metric of the connector may be in the part that is missing.
    pages.put("/metrics", AGE.formatted("other", "0.0"));
    cutOff = "/metrics";
    assertThat(run("--metrics", metrics(), NAME).status()).isEqualTo(7);
  }

  // --- usage and page

  @ParameterizedTest
  @ValueSource(strings = {"", "--live a", "a b", "--nonsense", "--metrics", "--max-age x a"})
  void wrongUsageIsExplained(String arguments) throws Exception {
    Run run = run(arguments.isEmpty() ? new String[0] : arguments.split(" "));
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errors()).startsWith("bin/health: ").contains("usage: ");
  }

  @Test
  void pageAndScriptListTheSameStatus() throws Exception {
    List<String> inScript =
        run("--help").output().lines().filter(line -> line.matches(" {2}\\d .*")).toList();
    List<List<String>> inPage =
        MarkdownPage.of(Path.of("docs/operations.md")).table("## Health checks");

    assertThat(inScript).hasSize(8).hasSameSizeAs(inPage);
    for (int i = 0; i < inScript.size(); i++) {
      assertThat(inScript.get(i)).startsWith("  " + inPage.get(i).get(0));
    }
  }

  private static String task(int id, String state) {
    return "{\"id\":" + id + ",\"state\":\"" + state + "\",\"worker_id\":\"w:8083\"}";
  }

  private void status(String connector, String... tasks) {
    pages.put(STATUS, page("x", connector, tasks));
  }

  private static String page(String name, String connector, String... tasks) {
    return "{\"name\":\"%s\",\"connector\":{\"state\":\"%s\",\"worker_id\":\"w:8083\"},\"tasks\":[%s]}"
        .formatted(name, connector, String.join(",", tasks));
  }

  private String uri() {
    return "http://127.0.0.1:" + worker.getAddress().getPort();
  }

  private String metrics() {
    return uri() + "/metrics";
  }

  private Run run(String... arguments) throws IOException, InterruptedException {
    return run(Map.of(), arguments);
  }

  private Run run(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("bash", "bin/health", "--worker", uri()));
    command.addAll(List.of(arguments));
    Path errors = ProjectFiles.target().resolve("health-test.err");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Run(process.waitFor(), output, ProjectFiles.read(errors));
  }
}
