package io.github.sqsconnect.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.sqsconnect.endpoint.EndpointProcess;
import io.github.sqsconnect.integration.Reassignments.Handover;
import io.github.sqsconnect.integration.StoredRecords.Copy;
import io.github.sqsconnect.integration.StoredRecords.Place;
import io.github.sqsconnect.servers.ConnectWorker;
import io.github.sqsconnect.servers.LocalServers;
import io.github.sqsconnect.servers.ProjectFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A second worker joins while the first one has as many requests under way as it may. */
@ExtendWith(SharedServers.class)
final class RebalanceIT {
  private static final String NAME = "rebalance";
  private static final int PARTITIONS = 4;
  private static final int RECORDS = 80_000;
  private static final int TASKS = 2;
  private static final int IN_FLIGHT = 64;

  /** Between an answer and the next request there is a moment. */
  private static final int AS_GOOD_AS_ALL = TASKS * IN_FLIGHT * 9 / 10;

  @Test
  void onlyWhatWasBehindTheFirstUnacknowledgedRecordIsSentTwice(LocalServers servers) {
    Path directory = ProjectFiles.fresh(ProjectFiles.target().resolve("integration/" + NAME));
    servers.topics().create(NAME, PARTITIONS);
    NumberedRecords records = new NumberedRecords(NAME, PARTITIONS);
    servers.topics().sendAll(Stream.generate(records::next).limit(RECORDS).toList());
    try (EndpointProcess endpoint = EndpointProcess.start("--keep-body-chars", "400");
        ConnectWorker first = worker(servers, directory.resolve("first"))) {
      StoredRecords stored = new StoredRecords(endpoint, NAME);
      // One answer in twenty takes longer than the last commit waits: it leaves a gap.
      endpoint.fault("{\"fault\":\"latency\",\"millis\":1000}");
      endpoint.fault("{\"fault\":\"latency\",\"millis\":3000,\"chance\":0.05}");
      Map<String, String> config = TestConnector.config(NAME, endpoint.queueUrl(NAME));
      config.put("tasks.max", Integer.toString(TASKS));
      config.put("sqs.max.in.flight.requests", Integer.toString(IN_FLIGHT));
      first.rest().put(NAME, config);
      awaitInFlight(endpoint, AS_GOOD_AS_ALL);
      Instant before = Instant.now();
      try (ConnectWorker second = worker(servers, directory.resolve("second"))) {
        await("new hands for all partitions")
            .atMost(Duration.ofSeconds(60))
            .until(() -> reassignments(first, second).allSince(before, PARTITIONS));
        awaitInFlight(endpoint, AS_GOOD_AS_ALL);
        assertThat(stored.distinct()).as("delivered in the rebalance").isLessThan(RECORDS);
        endpoint.clearFaults();
        stored.awaitDistinct(RECORDS, Duration.ofMinutes(2));

        assertDuplicatesAreExplained(stored, reassignments(first, second));
      }
    }
  }

  private static Reassignments reassignments(ConnectWorker first, ConnectWorker second) {
    return Reassignments.of(NAME, List.of(first.logText(), second.logText()));
  }

  private static void awaitInFlight(EndpointProcess endpoint, int requests) {
    await(requests + " requests in flight")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> endpoint.counters().path("inFlight").asInt() >= requests);
  }

  /** Commits are left to rebalances: the next one by the clock is a minute away. */
  private static ConnectWorker worker(LocalServers servers, Path directory) {
    return ConnectWorker.of(servers.broker(), servers.plugins(), directory)
        .group("worker-" + NAME)
        .property("offset.flush.interval.ms", "60000")
        .start();
  }

  private static void assertDuplicatesAreExplained(
      StoredRecords stored, Reassignments reassignments) {
    Map<Place, Integer> counts = stored.counts();
    int handovers = 0;
    int explicable = 0;
    for (int partition = 0; partition < PARTITIONS; partition++) {
      List<Handover> all = reassignments.of(partition);
      handovers += all.size() - 1;
      assertThat(all).as("partition %d changed hands", partition).hasSizeGreaterThan(1);
      for (Handover handover : all.subList(1, all.size())) {
        int unacknowledged = firstNotStored(stored.copies(), partition, handover.taken());
        System.out.printf(
            "partition %d: first not stored %d, went on from %d%n",
            partition, unacknowledged, handover.offset());
        assertThat(handover.offset())
            .as("committed when partition %d was taken away", partition)
            .isGreaterThanOrEqualTo(unacknowledged);
      }
      for (int offset = 0; offset < RECORDS / PARTITIONS; offset++) {
        int at = offset;
        long takenUp = all.stream().filter(handover -> handover.offset() <= at).count();
        assertThat(counts.get(new Place(partition, offset)))
            .as("copies of %d-%d", partition, offset)
            .isLessThanOrEqualTo((int) takenUp);
        explicable += (int) takenUp - 1;
      }
    }
    System.out.printf(
        "%d duplicates of %d records in %d handovers%n", stored.repeated(), RECORDS, handovers);
    assertThat(stored.repeated()).as("duplicates").isLessThanOrEqualTo(explicable);
  }

  /** The first offset of a partition of which the service had nothing at that time. */
  private static int firstNotStored(List<Copy> copies, int partition, Instant time) {
    BitSet offsets = new BitSet();
    copies.stream()
        .filter(copy -> copy.place().partition() == partition && copy.at().isBefore(time))
        .forEach(copy -> offsets.set(copy.place().offset()));
    return offsets.nextClearBit(0);
  }
}
