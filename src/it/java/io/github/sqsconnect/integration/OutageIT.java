package io.github.sqsconnect.integration;

import static io.github.sqsconnect.integration.OutageRun.BUFFER_BYTES;
import static io.github.sqsconnect.integration.OutageRun.MAX_POLL_INTERVAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.sqsconnect.endpoint.EndpointProcess;
import io.github.sqsconnect.integration.OutageRun.Breakdown;
import io.github.sqsconnect.servers.LocalServers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * An outage of many poll intervals: three and more of Kafka's five minutes make a quarter of an
 * hour, and these are as many of shorter ones. All ways of breaking down happen at once, each to
 * one connector.
 */
@ExtendWith(SharedServers.class)
final class OutageIT {
  private static final Duration LENGTH =
      Form.of(MAX_POLL_INTERVAL.multipliedBy(4), MAX_POLL_INTERVAL.multipliedBy(15));

  /** One poll of the consumer, as messages: what may come on top of a full buffer. */
  private static final int ONE_POLL = 500 * 3_000;

  private static final long MEGABYTE = 1024 * 1024;

  /**
   * What a task may keep alive, in megabytes: four times its buffer and one poll, one fetch from
   * each of three partitions, and its client.
   */
  private static final long HEAP_OF_A_TASK = 4 * 2 + 3 + 3 + 8;

  @Test
  void outageCostsNeitherMembershipNorMemoryNorDuplicates(LocalServers servers) {
    long heapBefore = servers.worker().jvm().liveHeap().bytes();
    List<OutageRun> runs = new ArrayList<>();
    try (EndpointProcess endpoint = EndpointProcess.start("--keep-body-chars", "400");
        EndpointProcess leaving = EndpointProcess.start("--keep-body-chars", "400")) {
      for (Breakdown kind : Breakdown.values()) {
        runs.add(OutageRun.start(servers, kind == Breakdown.LEAVES ? leaving : endpoint, kind));
      }
      runs.forEach(OutageRun::awaitBreakdown);
      Instant begun = Instant.now();
      List<Long> joins = runs.stream().map(OutageRun::joins).toList();
      await("the end of the outage")
          .atMost(LENGTH.plusMinutes(1))
          .pollInterval(Duration.ofSeconds(1))
          .until(
              () -> {
                runs.forEach(OutageRun::noteMembers);
                return Duration.between(begun, Instant.now()).compareTo(LENGTH) > 0;
              });
      long heapGrowth = servers.worker().jvm().liveHeap().bytes() - heapBefore;
      runs.forEach(OutageRun::lift);
      runs.forEach(OutageRun::awaitAllDelivered);
      runs.forEach(OutageRun::noteMembers);

      System.out.println("heap grew by " + heapGrowth / MEGABYTE + " MB in " + LENGTH);
      assertThat(heapGrowth).isLessThan(runs.size() * HEAP_OF_A_TASK * MEGABYTE);
      for (int i = 0; i < runs.size(); i++) {
        assertRiddenOut(runs.get(i), joins.get(i));
      }
    } finally {
      runs.forEach(OutageRun::close);
    }
  }

  private static void assertRiddenOut(OutageRun run, long joinsBefore) {
    System.out.printf(
        "%s: resumed after %s, %d duplicates (%d explained), buffered at most %d, paused %d times%n",
        run,
        run.resumedAfter(),
        run.duplicates(),
        run.explainedDuplicates(),
        run.bufferedBytes().stream().mapToLong(Long::longValue).max().orElse(0),
        run.pauses());
    assertThat(run.memberships()).as("members of %s", run).hasSize(1);
    assertThat(run.memberships().iterator().next()).as("members of %s", run).hasSize(1);
    assertThat(run.joins()).as("joins of %s", run).isEqualTo(joinsBefore).isPositive();
    assertThat(run.pauses()).as("pauses of %s", run).isPositive();
    assertThat(run.bufferedBytes())
        .as("buffer of %s", run)
        .allMatch(bytes -> bytes <= BUFFER_BYTES + ONE_POLL)
        .anyMatch(bytes -> bytes > BUFFER_BYTES);
    assertThat(run.resumedAfter()).as("%s resumed", run).isLessThan(Duration.ofSeconds(5));
    assertThat(run.duplicates()).as("copies in %s", run).isEqualTo(run.explainedDuplicates());
  }
}
