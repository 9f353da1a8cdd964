package io.github.sqsconnect.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.endpoint.EndpointFault;
import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.servers.Await;
import io.github.sqsconnect.servers.ConnectRest.State;
import io.github.sqsconnect.servers.ConnectWorker;
import io.github.sqsconnect.servers.ConnectorConfig;
import io.github.sqsconnect.servers.LocalServers;
import io.github.sqsconnect.servers.NumberedRecords;
import io.github.sqsconnect.servers.StoredRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Five tasks with default settings and large records survive an outage on a heap of 1 GB. */
@ExtendWith(SharedServers.class)
final class SmallHeapIT {
  private static final String NAME = "small-heap";
  private static final Duration OUTAGE =
      TestLength.choose(Duration.ofSeconds(30), Duration.ofSeconds(60));
  private static final int TASKS = 5;

  /** Ten for each task: one fetch returns a record of each. */
  private static final int PARTITIONS = 50;

  /** More than twice what all buffers can contain. */
  private static final int RECORDS = 400;

  /** Requests that are answered before the outage begins. */
  private static final int ANSWERED = 20;

  @Test
  void fiveTasksWithLargeRecordsSurviveAnOutage(LocalServers servers) {
    servers.topics().create(NAME, PARTITIONS);
    NumberedRecords records = new NumberedRecords(NAME, PARTITIONS, SmallHeapIT::largeBatch);
    for (int sent = 0; sent < RECORDS; sent += PARTITIONS) {
      servers.topics().sendAll(records.next(PARTITIONS));
    }
    try (ScriptedSqs sqs =
            ScriptedSqs.setup().keepRequests(0).keepBodyChars(400).keepIdsOnly().start();
        ConnectWorker worker = servers.worker(NAME).heap("1g").start()) {
      ScriptedQueue queue = sqs.queue(NAME);
      StoredRecords stored = new StoredRecords(queue);
      EndpointFault outage = sqs.always().afterFirst(ANSWERED).hang();
      worker
          .rest()
          .put(NAME, ConnectorConfig.of(NAME, queue.url(), Map.of("tasks.max", "" + TASKS)));
      stored.awaitDistinct(ANSWERED, Duration.ofSeconds(60));

      Instant end = Instant.now().plus(OUTAGE);
      Await.until(
          "full buffers at the end of the outage",
          OUTAGE.plusMinutes(2),
          () -> Instant.now().isAfter(end) && pausedTasks(worker) == TASKS);
      assertThat(stored.distinct()).as("delivered during the outage").isEqualTo(ANSWERED);
      long liveMb = worker.jvm().liveHeap().bytes() / (1024 * 1024);

      outage.remove();
      stored.awaitDistinct(RECORDS, Duration.ofMinutes(3));
      Await.until(
          "commit of all", Duration.ofSeconds(60), () -> servers.topics().allCommitted(NAME, NAME));
      System.out.printf(
          "live heap at the end of the outage %d MB, %d duplicates%n", liveMb, stored.duplicates());
      assertThat(worker.logText()).doesNotContain("OutOfMemoryError");
      assertThat(worker.rest().status(NAME).tasks()).hasSize(TASKS).allMatch(State::running);
    }
  }

  /** How many tasks have paused because their buffer was full. */
  private static long pausedTasks(ConnectWorker worker) {
    return worker.taskLog(NAME, "event=paused").stream()
        .map(line -> line.replaceAll(".*\\[" + NAME + "\\|task-(\\d+)\\].*", "$1"))
        .distinct()
        .count();
  }

  /** An event batch of 900 KB; its first event contains the number. */
  private static String largeBatch(String member) {
    String event =
        "{\"event_type\":\"custom_event\",\"data\":{\"event_name\":\"n\",\"custom_event_type\":\"other\","
            + "\"custom_attributes\":{%s,\"text\":\""
            + "x".repeat(2_850)
            + "\"}}}";
    String others = String.join(",", Collections.nCopies(299, event.formatted("\"at\":\"\"")));
    return "{\"events\":[" + event.formatted(member) + "," + others + "]}";
  }
}
