package io.github.sqsconnect.throughput;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.servers.ProjectFiles;
import io.github.sqsconnect.throughput.Turns.Turn;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Guards against a loss of pace by much: the connector beside a bare client in the same run. The
 * bounds leave room for a machine that others use as well; {@code bin/benchmark} has the figures.
 */
final class ThroughputIT {
  private static final String NETTY = "bare netty";

  @Test
  void theConnectorKeepsUpWithABareClient() {
    Scenario raw = Scenario.of(Scenario.RAW, Latency.MS_10);
    try (Rig rig = Rig.start(ProjectFiles.target().resolve("throughput"), 6)) {
      List<Medians> medians =
          new Turns(rig, 3, 6, Duration.ofSeconds(15), System.out::println)
              .measure(
                  List.of(
                      new Turn(raw, NETTY),
                      new Turn(raw, Subject.CONNECTOR),
                      new Turn(raw.with(Scenario.EVENT_BATCH), Subject.CONNECTOR)));
      medians.forEach(each -> System.out.println(each.line()));
      for (Medians connector : medians.subList(1, 3)) {
        assertThat(connector.pace()).as(connector.line()).isGreaterThan(0.5);
        assertThat(connector.cpu()).as(connector.line()).isLessThan(2.5);
        assertThat(connector.entriesPerRequest()).as(connector.line()).isGreaterThan(9);
      }
    }
  }
}
