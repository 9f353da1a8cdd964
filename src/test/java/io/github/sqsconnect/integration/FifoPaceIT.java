package io.github.sqsconnect.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.servers.LocalServers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What order costs on a FIFO queue that answers after 20 milliseconds. Each figure is held against
 * another one of the same test on the same servers, never against a clock.
 */
@ExtendWith(SharedServers.class)
final class FifoPaceIT {
  private static final int GROUPS = 1_000;

  /** So few requests that answers set the pace, and not a machine that others use as well. */
  private static final Map<String, String> EIGHT_IN_FLIGHT =
      Map.of("sqs.max.in.flight.requests", "8");

  private static final Map<String, String> STRICT = Map.of("sqs.fifo.ordering", "strict");
  private static final Map<String, String> RELAXED = Map.of("sqs.fifo.ordering", "relaxed");

  @Test
  void failedEntriesKeepTheirGroupsOrderAndCostLessThanAFifthOfThePace(LocalServers servers) {
    GroupedRecords records =
        GroupedRecords.send(servers.topics(), "pace-failing", GROUPS, Form.of(20, 100));
    FifoRun quiet = FifoRun.of(servers, records, EIGHT_IN_FLIGHT);
    FifoRun failing = quiet.failing(0.05);
    List<Double> quietly = new ArrayList<>();
    List<Double> failingly = new ArrayList<>();
    for (int pair = 0; pair < 3; pair++) {
      quietly.add(quiet.messagesPerSecond());
      failingly.add(failing.messagesPerSecond());
    }

    double share = median(failingly) / median(quietly);
    System.out.printf(
        Locale.ROOT,
        "%d messages of %d groups, messages/s: %.0f of %.0f with 5 %% failed, %.1f %% (%s of %s)%n",
        records.count(),
        GROUPS,
        median(failingly),
        median(quietly),
        100 * share,
        failingly,
        quietly);
    assertThat(share).as("share of the pace that is left").isGreaterThan(0.8);
  }

  @Test
  void oneGroupIsThreeTimesAsFastRelaxedOrInManyGroups(LocalServers servers) {
    GroupedRecords one = GroupedRecords.send(servers.topics(), "pace-one", 1, Form.of(400, 2_000));
    GroupedRecords many =
        GroupedRecords.send(servers.topics(), "pace-many", GROUPS, Form.of(20, 100));
    double manyStrict = FifoRun.of(servers, many, STRICT).messagesPerSecond();
    double oneStrict = FifoRun.of(servers, one, STRICT).messagesPerSecond();
    double oneRelaxed = FifoRun.of(servers, one, RELAXED).messagesPerSecond();
    double manyRelaxed = FifoRun.of(servers, many, RELAXED).messagesPerSecond();

    System.out.printf(
        Locale.ROOT,
        "messages/s: one group strict %.0f, relaxed %.0f; %d groups strict %.0f, relaxed %.0f%n",
        oneStrict,
        oneRelaxed,
        GROUPS,
        manyStrict,
        manyRelaxed);
    assertThat(oneRelaxed).as("one group, relaxed").isGreaterThan(3 * oneStrict);
    assertThat(manyStrict).as("many groups, strict").isGreaterThan(3 * oneStrict);
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
