package io.github.sqsconnect.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.endpoint.EndpointFault;
import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.endpoint.StoredMessage;
import io.github.sqsconnect.servers.ConnectorConfig;
import io.github.sqsconnect.servers.GroupedRecords;
import io.github.sqsconnect.servers.LocalServers;
import io.github.sqsconnect.servers.RunningConnector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What order costs on a FIFO queue. Each pace is compared with another one of the same test on the
 * same servers, never with a fixed number.
 */
@ExtendWith(SharedServers.class)
final class FifoPaceIT {
  private static final int GROUPS = 1_000;
  private static final int PER_GROUP = TestLength.choose(20, 100);
  private static final int SINGLE_GROUP = TestLength.choose(400, 2_000);

  /** So few that the answers limit the pace, and not the machine. */
  private static final Map<String, String> EIGHT_IN_FLIGHT =
      Map.of("sqs.max.in.flight.requests", "8");

  private final ScriptedSqs sqs = ScriptedSqs.setup().seed(29).keepRequests(0).start();

  @Test
  void failedEntriesKeepTheOrderAndCostLessThanAFifthOfThePace(LocalServers servers) {
    List<Double> without = new ArrayList<>();
    List<Double> with = new ArrayList<>();
    GroupedRecords records = new GroupedRecords("pace-failing", GROUPS);
    try (sqs;
        RunningConnector connector = start(servers, "pace-failing", EIGHT_IN_FLIGHT)) {
      pace(connector, records, 1);
      for (int pair = 0; pair < 3; pair++) {
        without.add(pace(connector, records, PER_GROUP));
        EndpointFault fault = sqs.withChance(0.05).failEntry("InternalError", false);
        with.add(pace(connector, records, PER_GROUP));
        assertThat(fault.hits()).as("failed entries").isPositive();
        fault.remove();
      }
      records.requireOnceAndInOrder(queue(connector).messages());
    }
    double share = median(with) / median(without);
    System.out.printf(
        Locale.ROOT,
        "%d messages of %d groups, messages/s: %.0f with 5 %% failed entries, %.0f without: %.1f %%%n",
        GROUPS * PER_GROUP,
        GROUPS,
        median(with),
        median(without),
        100 * share);
    assertThat(share).as("%s of %s", with, without).isGreaterThan(0.8);
  }

  @Test
  void oneGroupIsThreeTimesAsFastWhenRelaxedOrManyGroups(LocalServers servers) {
    try (sqs) {
      double oneStrict = pace(servers, "one-strict", 1, SINGLE_GROUP);
      double oneRelaxed = pace(servers, "one-relaxed", 1, SINGLE_GROUP);
      double manyStrict = pace(servers, "many-strict", GROUPS, PER_GROUP);
      double manyRelaxed = pace(servers, "many-relaxed", GROUPS, PER_GROUP);
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
  }

  /** The pace with the ordering that is the last word of the name. */
  private double pace(LocalServers servers, String name, int groups, int perGroup) {
    String ordering = name.substring(name.lastIndexOf('-') + 1);
    GroupedRecords records = new GroupedRecords("pace-" + name, groups);
    try (RunningConnector connector =
        start(servers, "pace-" + name, Map.of("sqs.fifo.ordering", ordering))) {
      pace(connector, records, 1);
      double pace = pace(connector, records, perGroup);
      records.requireOnceAndInOrder(queue(connector).messages());
      return pace;
    }
  }

  private RunningConnector start(LocalServers servers, String name, Map<String, String> settings) {
    ScriptedQueue queue = sqs.queue(name + ".fifo");
    if (sqs.faults().isEmpty()) {
      sqs.always().latency(Duration.ofMillis(20));
    }
    Map<String, String> config = ConnectorConfig.of(name, queue.url(), settings);
    return RunningConnector.create(servers, name, config, queue::size);
  }

  private ScriptedQueue queue(RunningConnector connector) {
    return sqs.queue(connector.name() + ".fifo");
  }

  /** Sends records of each group; messages stored per second, from the first to the last. */
  private double pace(RunningConnector connector, GroupedRecords records, int perGroup) {
    int before = records.count();
    connector.send(records.next(perGroup));
    connector.awaitStored(records.count());
    List<StoredMessage> stored = queue(connector).messagesAfter(before, Integer.MAX_VALUE);
    long begin = stored.get(0).storedAtMillis();
    long end = stored.get(stored.size() - 1).storedAtMillis();
    return 1_000.0 * stored.size() / Math.max(1, end - begin);
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
