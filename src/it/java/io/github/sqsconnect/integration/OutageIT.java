package io.github.sqsconnect.integration;

import static io.github.sqsconnect.integration.FailingQueue.BUFFER_BYTES;
import static io.github.sqsconnect.integration.FailingQueue.MAX_POLL_INTERVAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.integration.FailingQueue.Failure;
import io.github.sqsconnect.servers.Await;
import io.github.sqsconnect.servers.LocalServers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * An outage that lasts several poll intervals, shortened: Kafka's default interval is five minutes.
 * All kinds of failures happen at the same time, each to a connector of its own.
 */
@ExtendWith(SharedServers.class)
final class OutageIT {
  private static final Duration LENGTH =
      TestLength.choose(MAX_POLL_INTERVAL.multipliedBy(4), MAX_POLL_INTERVAL.multipliedBy(15));

  /** The messages of one poll, which may be added to a full buffer. */
  private static final int ONE_POLL = 500 * 3_000;

  private static final long MEGABYTE = 1024 * 1024;

  /**
   * How much heap a task may use, in megabytes: four times its buffer, one poll, one fetch from
   * each of three partitions, and its client.
   */
  private static final long HEAP_OF_A_TASK = 4 * 2 + 3 + 3 + 8;

  @Test
  void outageCostsNeitherMembershipNorMemoryNorDuplicates(LocalServers servers) {
    long heapBefore = servers.worker().jvm().liveHeap().bytes();
    List<FailingQueue> queues = new ArrayList<>();
    try (ScriptedSqs sqs = ScriptedSqs.setup().keepIdsOnly().keepBodyChars(400).start();
        ScriptedSqs down = ScriptedSqs.setup().keepIdsOnly().keepBodyChars(400).start()) {
      for (Failure failure : Failure.values()) {
        queues.add(new FailingQueue(servers, failure == Failure.DOWN ? down : sqs, failure));
      }
      queues.forEach(FailingQueue::awaitFailure);
      Instant begun = Instant.now();
      List<Long> joins = queues.stream().map(FailingQueue::joins).toList();
      while (Duration.between(begun, Instant.now()).compareTo(LENGTH) < 0) {
        queues.forEach(FailingQueue::readMembers);
        Await.pause(Duration.ofSeconds(1));
      }
      long heapGrowth = servers.worker().jvm().liveHeap().bytes() - heapBefore;

      queues.forEach(FailingQueue::repair);
      queues.forEach(FailingQueue::awaitAllDelivered);
      queues.forEach(FailingQueue::readMembers);

      System.out.println("heap grew by " + heapGrowth / MEGABYTE + " MB in " + LENGTH);
      assertThat(heapGrowth).isLessThan(queues.size() * HEAP_OF_A_TASK * MEGABYTE);
      for (int i = 0; i < queues.size(); i++) {
        requireNoDamage(queues.get(i), joins.get(i));
      }
    } finally {
      queues.forEach(FailingQueue::close);
    }
  }

  private static void requireNoDamage(FailingQueue queue, long joinsBefore) {
    System.out.printf(
        "%s: resumed after %s, %d duplicates (%d explained), at most %d bytes buffered, paused %d times%n",
        queue,
        queue.resumedAfter(),
        queue.duplicates(),
        queue.explainedDuplicates(),
        queue.bufferedBytes().stream().mapToLong(Long::longValue).max().orElse(0),
        queue.pauses());
    assertThat(queue.members()).as("members of %s", queue).hasSize(1);
    assertThat(queue.members().iterator().next()).as("members of %s", queue).hasSize(1);
    assertThat(queue.joins()).as("joins of %s", queue).isEqualTo(joinsBefore).isPositive();
    assertThat(queue.pauses()).as("pauses of %s", queue).isPositive();
    assertThat(queue.bufferedBytes())
        .as("buffer of %s", queue)
        .allMatch(bytes -> bytes <= BUFFER_BYTES + ONE_POLL)
        .anyMatch(bytes -> bytes > BUFFER_BYTES);
    assertThat(queue.resumedAfter()).as("%s resumed", queue).isLessThan(Duration.ofSeconds(5));
    assertThat(queue.duplicates()).as("copies of %s", queue).isEqualTo(queue.explainedDuplicates());
  }
}
