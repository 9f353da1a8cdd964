package io.github.sqsconnect.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.endpoint.EndpointFault;
import io.github.sqsconnect.servers.LocalServers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What order costs on a FIFO queue. Each figure is held against another one of the same test on the
 * same servers, never against a clock.
 */
@ExtendWith(SharedServers.class)
final class FifoPaceIT {
  private static final int GROUPS = 1_000;
  private static final int OF_EACH = Form.of(20, 100);
  private static final int OF_ONE = Form.of(400, 2_000);

  /** So few requests that answers set the pace, and not a machine that others use as well. */
  private static final Map<String, String> EIGHT_IN_FLIGHT =
      Map.of("sqs.max.in.flight.requests", "8");

  @Test
  void failedEntriesKeepTheirGroupsOrderAndCostLessThanAFifthOfThePace(LocalServers servers) {
    List<Double> quiet = new ArrayList<>();
    List<Double> failing = new ArrayList<>();
    try (FifoRun run = FifoRun.start(servers, "pace-failing", GROUPS, EIGHT_IN_FLIGHT)) {
      for (int pair = 0; pair < 3; pair++) {
        quiet.add(run.pace(OF_EACH));
        EndpointFault fault = run.failing(0.05);
        failing.add(run.pace(OF_EACH));
        assertThat(fault.hits()).as("failed entries").isPositive();
        fault.remove();
      }
      run.assertOnceAndInOrder();
    }

    double share = median(failing) / median(quiet);
    System.out.printf(
        Locale.ROOT,
        "%d messages of %d groups, messages/s: %.0f with 5 %% failed, %.0f without: %.1f %%%n",
        GROUPS * OF_EACH,
        GROUPS,
        median(failing),
        median(quiet),
        100 * share);
    assertThat(share).as("%s of %s", failing, quiet).isGreaterThan(0.8);
  }

  @Test
  void oneGroupIsThreeTimesAsFastWhenRelaxedOrManyGroups(LocalServers servers) {
    double oneStrict = pace(servers, "pace-one-strict", 1, OF_ONE);
    double oneRelaxed = pace(servers, "pace-one-relaxed", 1, OF_ONE);
    double manyStrict = pace(servers, "pace-many-strict", GROUPS, OF_EACH);
    double manyRelaxed = pace(servers, "pace-many-relaxed", GROUPS, OF_EACH);

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

  /** The pace in the ordering that is the last word of the name. */
  private static double pace(LocalServers servers, String name, int groups, int ofEach) {
    String ordering = name.substring(name.lastIndexOf('-') + 1);
    try (FifoRun run =
        FifoRun.start(servers, name, groups, Map.of("sqs.fifo.ordering", ordering))) {
      double pace = run.pace(ofEach);
      run.assertOnceAndInOrder();
      return pace;
    }
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
