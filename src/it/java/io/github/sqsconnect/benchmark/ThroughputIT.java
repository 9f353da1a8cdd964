package io.github.sqsconnect.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.benchmark.Rounds.Turn;
import io.github.sqsconnect.project.ProjectFiles;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Fails if the connector becomes much slower than a bare client in the same run. The bounds allow
 * for a busy machine; {@code bin/benchmark} measures exactly.
 */
final class ThroughputIT {
  private static final String NETTY = "bare netty";

  @Test
  void connectorIsNotMuchSlowerThanABareClient() {
    Scenario raw = Scenario.of(Scenario.RAW, Latency.MS_10);
    try (BenchmarkServers servers =
        new BenchmarkServers(ProjectFiles.target().resolve("throughput"), 6)) {
      List<Medians> medians =
          new Rounds(servers, 3, 6, Duration.ofSeconds(15), System.out::println)
              .measure(
                  List.of(
                      new Turn(raw, NETTY),
                      new Turn(raw, Forwarder.CONNECTOR),
                      new Turn(raw.with(Scenario.EVENT_BATCH), Forwarder.CONNECTOR)));
      medians.forEach(each -> System.out.println(each.row()));
      for (Medians connector : medians.subList(1, 3)) {
        assertThat(connector.pace()).as(connector.row()).isGreaterThan(0.5);
        assertThat(connector.cpu()).as(connector.row()).isLessThan(2.5);
        assertThat(connector.entriesPerRequest()).as(connector.row()).isGreaterThan(9);
      }
    }
  }
}
