package io.github.sqsconnect.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MediansTest {
  private static final Scenario RAW = Scenario.of(Scenario.RAW, Latency.MS_10);
  private static final List<RunResult> BARE = results("bare netty", 100, 300, 200);

  @Test
  void shareIsThatOfTheMediansNotOfTheMeans() {
    Medians connector = new Medians(results("connector", 100, 900, 150), BARE);
    assertThat(connector.pace()).isEqualTo(0.75);
    assertThat(connector.cpu()).isCloseTo(200.0 / 150, Offset.offset(0.001));
  }

  @Test
  void rowShowsSpreadAndShares() {
    Medians connector = new Medians(results("connector", 100, 900, 150), BARE);
    assertThat(connector.row())
        .isEqualTo(
            "| raw, 10 ms | connector | 150 (100 to 900), **0.75** | 6,666.7, **1.33** | 17.0 | 9.99 | 1.00 | 25 % |");
  }

  @Test
  void baselineIsNotComparedWithItself() {
    assertThat(new Medians(BARE, BARE).row())
        .isEqualTo(
            "| raw, 10 ms | bare netty | 200 (100 to 300) | 5,000.0 | 17.0 | 9.99 | 1.00 | 25 % |");
  }

  /** Each takes a second of processor time. */
  private static List<RunResult> results(String subject, double... messagesPerSecond) {
    return Arrays.stream(messagesPerSecond)
        .mapToObj(
            pace -> new RunResult(RAW, subject, 1_100, pace, 1e6 / pace, 17_000, 9.99, 1, 0.25))
        .toList();
  }
}
