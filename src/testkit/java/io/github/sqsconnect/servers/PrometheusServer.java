package io.github.sqsconnect.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.project.Unchecked;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** The Prometheus of this machine, if there is one. It scrapes one worker every second. */
public final class PrometheusServer implements AutoCloseable {
  public static final Duration SCRAPE_INTERVAL = Duration.ofSeconds(1);

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CONFIG =
      """
      global:
        scrape_interval: 1s
        evaluation_interval: 1s
      rule_files: [rules.yml]
      scrape_configs:
        - job_name: kafka-connect
          static_configs:
            - targets: ["%s"]
              labels: {cluster: test}
      """;

  private final ServerProcess process;
  private final URI uri;

  private PrometheusServer(ServerProcess process, URI uri) {
    this.process = process;
    this.uri = uri;
  }

  /** Whether the program is installed. */
  public static boolean installed() {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "prometheus")));
  }

  /**
   * Starts it with its data in a directory, which is emptied.
   *
   * @param rules the text of the alert rules
   */
  public static PrometheusServer start(Path directory, String rules, ExporterAgent exporter) {
    ProjectFiles.emptied(directory);
    ProjectFiles.write(directory.resolve("rules.yml"), rules);
    Path config =
        ProjectFiles.write(
            directory.resolve("prometheus.yml"), CONFIG.formatted(exporter.target()));
    return ServerProcess.startOnFreePorts(
        () -> {
          int port = ServerProcess.freePorts(1).get(0);
          ServerProcess process =
              ServerProcess.startProgram(
                  "Prometheus",
                  directory.resolve("prometheus.log"),
                  List.of(
                      "prometheus",
                      "--config.file=" + config,
                      "--storage.tsdb.path=" + directory.resolve("data"),
                      "--web.listen-address=127.0.0.1:" + port));
          PrometheusServer started =
              new PrometheusServer(process, URI.create("http://127.0.0.1:" + port));
          process.awaitReady(START_LIMIT, started::ready);
          return started;
        });
  }

  private boolean ready() {
    try {
      return uri.resolve("/-/ready").toURL().openStream().read() >= 0;
    } catch (IOException e) {
      return false;
    }
  }

  public URI uri() {
    return uri;
  }

  /** The current result of an expression: a list of series, each with {@code metric}. */
  public JsonNode query(String expression) {
    return result("query", "query=" + URLEncoder.encode(expression, UTF_8));
  }

  /** The results of an expression for each second: a list of series with {@code values}. */
  public JsonNode range(String expression, Instant from, Instant to) {
    return result(
        "query_range",
        "query=%s&start=%d&end=%d&step=1"
            .formatted(
                URLEncoder.encode(expression, UTF_8), from.getEpochSecond(), to.getEpochSecond()));
  }

  private JsonNode result(String call, String parameters) {
    URI request = uri.resolve("/api/v1/" + call + "?" + parameters);
    JsonNode answer = Unchecked.call(() -> JSON.readTree(request.toURL().openStream()));
    return answer.at("/data/result");
  }

  @Override
  public void close() {
    process.kill();
  }
}
