package io.github.sqsconnect.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.servers.Await;
import io.github.sqsconnect.servers.ConnectWorker;
import io.github.sqsconnect.servers.ConnectorConfig;
import io.github.sqsconnect.servers.ConsumerLog;
import io.github.sqsconnect.servers.ConsumerLog.Handover;
import io.github.sqsconnect.servers.LocalServers;
import io.github.sqsconnect.servers.NumberedRecords;
import io.github.sqsconnect.servers.NumberedRecords.Place;
import io.github.sqsconnect.servers.StoredRecords;
import io.github.sqsconnect.servers.StoredRecords.Arrival;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A second worker joins while the first one has nearly all allowed requests in flight. */
@ExtendWith(SharedServers.class)
final class RebalanceIT {
  private static final String NAME = "rebalance";
  private static final int PARTITIONS = 4;
  private static final int RECORDS = 80_000;
  private static final int TASKS = 2;
  private static final int IN_FLIGHT = 64;

  /** Not all, because some time passes between an answer and the next request. */
  private static final int NEARLY_ALL = TASKS * IN_FLIGHT * 9 / 10;

  @Test
  void onlyRecordsBehindTheFirstUnacknowledgedOneAreSentTwice(LocalServers servers) {
    servers.topics().create(NAME, PARTITIONS);
    servers.topics().sendAll(new NumberedRecords(NAME, PARTITIONS).next(RECORDS));
    try (ScriptedSqs sqs = ScriptedSqs.setup().keepRequests(0).keepBodyChars(400).start();
        ConnectWorker first = worker(servers, "first")) {
      ScriptedQueue queue = sqs.queue(NAME);
      StoredRecords stored = new StoredRecords(queue);
      // One answer in twenty takes longer than the last commit waits, which leaves a gap.
      sqs.always().latency(Duration.ofMillis(1_000));
      sqs.withChance(0.05).latency(Duration.ofMillis(3_000));
      Map<String, String> settings =
          Map.of("tasks.max", "" + TASKS, "sqs.max.in.flight.requests", "" + IN_FLIGHT);
      first.rest().put(NAME, ConnectorConfig.of(NAME, queue.url(), settings));
      awaitInFlight(sqs);

      Instant joining = Instant.now();
      try (ConnectWorker second = worker(servers, "second")) {
        Await.until(
            "reassignment of all partitions",
            Duration.ofSeconds(60),
            () -> allReassigned(handovers(first, second), joining));
        awaitInFlight(sqs);
        assertThat(stored.distinct()).as("delivered during the rebalance").isLessThan(RECORDS);
        sqs.clearFaults();
        stored.awaitDistinct(RECORDS, Duration.ofMinutes(2));

        requireExplainedDuplicates(stored, handovers(first, second));
      }
    }
  }

  /** Only rebalances commit: the next periodic commit is a minute away. */
  private static ConnectWorker worker(LocalServers servers, String name) {
    return servers
        .worker(NAME + "-" + name)
        .group("worker-" + NAME)
        .property("offset.flush.interval.ms", "60000")
        .start();
  }

  private static Map<Integer, List<Handover>> handovers(ConnectWorker first, ConnectWorker second) {
    return ConsumerLog.of(NAME, first.logText(), second.logText()).handovers();
  }

  private static boolean allReassigned(Map<Integer, List<Handover>> handovers, Instant since) {
    return IntStream.range(0, PARTITIONS)
        .mapToObj(partition -> handovers.getOrDefault(partition, List.of()))
        .allMatch(all -> all.stream().skip(1).anyMatch(each -> each.revokedAt().isAfter(since)));
  }

  private static void awaitInFlight(ScriptedSqs sqs) {
    Await.until(
        NEARLY_ALL + " requests in flight",
        Duration.ofSeconds(60),
        () -> sqs.counters().inFlight() >= NEARLY_ALL);
  }

  private static void requireExplainedDuplicates(
      StoredRecords stored, Map<Integer, List<Handover>> handovers) {
    Map<Place, Integer> counts = stored.counts();
    int explained = 0;
    for (int partition = 0; partition < PARTITIONS; partition++) {
      List<Handover> all = handovers.get(partition);
      assertThat(all).as("assignments of partition %d", partition).hasSizeGreaterThan(1);
      for (Handover handover : all.subList(1, all.size())) {
        int missing = firstNotStored(stored.arrivals(), partition, handover.revokedAt());
        System.out.printf(
            "partition %d: first record not stored %d, continued from %d%n",
            partition, missing, handover.offset());
        assertThat(handover.offset())
            .as("committed when partition %d was revoked", partition)
            .isGreaterThanOrEqualTo(missing);
      }

      for (int offset = 0; offset < RECORDS / PARTITIONS; offset++) {
        int at = offset;
        int reads = (int) all.stream().filter(handover -> handover.offset() <= at).count();
        assertThat(counts.get(new Place(partition, offset)))
            .as("copies of %d-%d", partition, offset)
            .isLessThanOrEqualTo(reads);
        explained += reads - 1;
      }
    }
    System.out.printf("%d duplicates of %d records%n", stored.duplicates(), RECORDS);
    assertThat(stored.duplicates()).as("duplicates").isLessThanOrEqualTo(explained);
  }

  /** The first offset of a partition that the service had not stored at that time. */
  private static int firstNotStored(List<Arrival> arrivals, int partition, Instant time) {
    BitSet offsets = new BitSet();
    arrivals.stream()
        .filter(each -> each.place().partition() == partition)
        .filter(each -> each.atMillis() < time.toEpochMilli())
        .forEach(each -> offsets.set(each.place().offset()));
    return offsets.nextClearBit(0);
  }
}
