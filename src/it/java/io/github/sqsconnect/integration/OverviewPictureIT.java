package io.github.sqsconnect.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.servers.Await;
import io.github.sqsconnect.servers.LocalServers;
import io.github.sqsconnect.servers.PrometheusServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Draws the picture in {@code docs/operations.md} with {@code -Ddocs.write=true}: the overview of
 * the dashboard over a run with an outage. A browser draws it from the data of Prometheus.
 */
@ExtendWith(SharedServers.class)
final class OverviewPictureIT {
  private static final String NAME = "customer-events";
  private static final Path DOCS = ProjectFiles.root().resolve("docs/operations");
  private static final Path PAGE =
      ProjectFiles.root().resolve("src/it/resources/operations/overview.html");

  @Test
  void overviewOfARunWithAnOutage(LocalServers servers) throws IOException, InterruptedException {
    assumeTrue(Boolean.getBoolean("docs.write"), "-Ddocs.write=true draws the picture");
    String rules = ProjectFiles.read(DOCS.resolve("alerts.yml"));
    try (MonitoredWorker worker = new MonitoredWorker(servers, "picture", settings -> {})) {
      worker.connector(NAME, 4, NAME, Map.of("tasks.max", "2", "sqs.buffer.max.bytes", "8388608"));
      worker.worker.rest().awaitRunning(NAME);
      try (PrometheusServer prometheus = worker.prometheus(rules)) {
        worker.feed(NAME, OverviewPictureIT::records);
        Await.pause(Duration.ofSeconds(30));
        Instant begin = Instant.now();
        Await.pause(Duration.ofSeconds(110));
        worker.sqs.outage(Duration.ofSeconds(50));
        Await.pause(Duration.ofSeconds(110));

        draw(prometheus, begin, Instant.now(), servers.directory().resolve("picture"));
      }
    }
  }

  /** A load that rises and falls within a minute and a half. */
  private static int records() {
    return 180 + (int) (50 * Math.sin(System.currentTimeMillis() / 1000.0 * 2 * Math.PI / 90));
  }

  private static void draw(PrometheusServer prometheus, Instant from, Instant to, Path directory)
      throws IOException, InterruptedException {
    String setup =
        "{prometheus: '%s', from: %d, to: %d, variables: {Cluster: 'test', Connector: 'All', Task: 'All', Queue: 'All'}, dashboard: %s}"
            .formatted(
                prometheus.uri(),
                from.getEpochSecond(),
                to.getEpochSecond(),
                ProjectFiles.read(DOCS.resolve("grafana-dashboard.json")));
    Path page =
        ProjectFiles.write(
            directory.resolve("overview.html"),
            ProjectFiles.read(PAGE).replace("const setup = SETUP", "const setup = " + setup));
    Path picture = DOCS.resolve("overview.png");
    Files.deleteIfExists(picture);
    int status =
        new ProcessBuilder(
                List.of(
                    "chromium",
                    "--headless=new",
                    "--no-sandbox",
                    "--hide-scrollbars",
                    "--user-data-dir=" + directory.resolve("browser"),
                    "--window-size=1360,460",
                    "--virtual-time-budget=30000",
                    "--screenshot=" + picture,
                    page.toUri().toString()))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("browser.log").toFile())
            .start()
            .waitFor();

    assertThat(status).as("exit status of the browser; its log is in %s", directory).isZero();
    assertThat(Files.size(picture)).isBetween(20_000L, 200_000L);
  }
}
