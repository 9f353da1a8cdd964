package io.github.sqsconnect.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.sqsconnect.endpoint.EndpointProcess;
import io.github.sqsconnect.servers.ConnectRest.State;
import io.github.sqsconnect.servers.ConnectWorker;
import io.github.sqsconnect.servers.GcLog;
import io.github.sqsconnect.servers.LocalServers;
import io.github.sqsconnect.servers.ProjectFiles;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Five tasks with the settings they come with, large records, and a heap of one gigabyte. */
@ExtendWith(SharedServers.class)
final class SmallHeapIT {
  private static final String NAME = "small-heap";
  private static final Duration OUTAGE = Form.of(Duration.ofSeconds(30), Duration.ofSeconds(60));
  private static final int TASKS = 5;

  /** Ten a task: one fetch brings a record from each of them. */
  private static final int PARTITIONS = 50;

  /** More than twice what all buffers hold. */
  private static final int RECORDS = 400;

  /** Requests that are served before the outage begins. */
  private static final int SERVED = 20;

  @Test
  void fiveTasksWithLargeRecordsOutliveAnOutage(LocalServers servers) {
    servers.topics().create(NAME, PARTITIONS);
    NumberedRecords records = new NumberedRecords(NAME, PARTITIONS, SmallHeapIT::events);
    for (int sent = 0; sent < RECORDS; sent += PARTITIONS) {
      servers.topics().sendAll(Stream.generate(records::next).limit(PARTITIONS).toList());
    }
    try (EndpointProcess endpoint = EndpointProcess.start("--keep-body-chars", "400");
        ConnectWorker worker = worker(servers)) {
      int fault = endpoint.fault("{\"fault\":\"hang\",\"sparing\":" + SERVED + "}");
      Map<String, String> config = TestConnector.config(NAME, endpoint.queueUrl(NAME));
      config.put("tasks.max", Integer.toString(TASKS));
      worker.rest().put(NAME, config);
      StoredRecords stored = new StoredRecords(endpoint, NAME);
      stored.awaitDistinct(SERVED, Duration.ofSeconds(60));
      Instant end = Instant.now().plus(OUTAGE);
      await("full buffers and the end of the outage")
          .atMost(OUTAGE.plusMinutes(2))
          .until(() -> Instant.now().isAfter(end) && fullTasks(worker) == TASKS);
      assertThat(stored.distinct()).as("delivered in the outage").isEqualTo(SERVED);
      long live = worker.jvm().liveHeap().bytes() / (1024 * 1024);
      endpoint.removeFault(fault);
      stored.awaitDistinct(RECORDS, Duration.ofMinutes(3));

      await("all committed")
          .atMost(Duration.ofSeconds(60))
          .until(() -> servers.topics().allCommitted(NAME, NAME));
      GcLog gc = worker.gcLog();
      System.out.printf(
          "live at the end of the outage %d MB, peak %d MB, peak live %d MB, %d full"
              + " collections, %d duplicates%n",
          live, gc.peakMb(), gc.peakLiveMb(), gc.fullCollections(), stored.repeated());
      assertThat(worker.logText()).doesNotContain("OutOfMemoryError");
      assertThat(worker.rest().status(NAME).tasks()).hasSize(TASKS).allMatch(State::running);
    }
  }

  /** How many tasks have once held more than their buffer may, and paused. */
  private static long fullTasks(ConnectWorker worker) {
    return worker
        .logText()
        .lines()
        .filter(line -> line.contains("event=paused"))
        .map(line -> line.replaceAll(".*\\[" + NAME + "\\|task-(\\d+)\\].*", "$1"))
        .distinct()
        .count();
  }

  private static ConnectWorker worker(LocalServers servers) {
    return ConnectWorker.of(
            servers.broker(),
            servers.plugins(),
            ProjectFiles.fresh(ProjectFiles.target().resolve("integration/" + NAME)))
        .group("worker-" + NAME)
        .heap("1g")
        .start();
  }

  /** An event batch of 900 kilobytes whose first event is numbered. */
  private static String events(String mark) {
    String event =
        "{\"event_type\":\"custom_event\",\"data\":{\"event_name\":\"n\",\"custom_event_type\":\"other\","
            + "\"custom_attributes\":{%s,\"text\":\""
            + "x".repeat(2_850)
            + "\"}}}";
    String others = String.join(",", Collections.nCopies(299, event.formatted("\"at\":\"\"")));
    return "{\"events\":[" + event.formatted(mark) + "," + others + "]}";
  }
}
