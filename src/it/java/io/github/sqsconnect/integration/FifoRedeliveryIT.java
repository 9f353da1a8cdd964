package io.github.sqsconnect.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.endpoint.StoredMessage;
import io.github.sqsconnect.servers.ConnectRest;
import io.github.sqsconnect.servers.ConnectWorker;
import io.github.sqsconnect.servers.KafkaTopics;
import io.github.sqsconnect.servers.LocalServers;
import io.github.sqsconnect.servers.ProjectFiles;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/** Records that are sent a second time to a FIFO queue, which knows them for five minutes. */
@ExtendWith(SharedServers.class)
final class FifoRedeliveryIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private String name;
  private KafkaTopics topics;
  private ScriptedSqs sqs;
  private ScriptedQueue queue;

  @BeforeEach
  void queue(LocalServers servers, TestInfo test) {
    name = test.getTestMethod().orElseThrow().getName();
    topics = servers.topics();
    sqs = ScriptedSqs.setup().keepRequests(0).start();
    queue = sqs.queue(name + ".fifo");
  }

  @AfterEach
  void end() {
    sqs.close();
  }

  @Test
  void killedWorkerLeavesNeitherDuplicateNorDisorder(LocalServers servers) {
    GroupedRecords records = GroupedRecords.create(topics, name, 200, 60);
    sqs.always().latency(Duration.ofMillis(20));
    sqs.always().withChance(0.05).failEntry("InternalError", false);
    try (ConnectWorker worker = workerThatDoesNotCommitByTheClock(servers)) {
      worker.rest().put(name, config(Map.of("sqs.max.in.flight.requests", "4")));
      awaitStored(records.count() / 3);
      worker.kill();
      int storedAtTheKill = queue.size();
      assertThat(storedAtTheKill).as("stored at the kill").isLessThan(records.count());
      assertThat(topics.committed(name)).as("committed at the kill").isEmpty();
      worker.restart();
      awaitStored(records.count());
      await("as many swallowed")
          .atMost(LIMIT)
          .until(() -> queue.duplicatesSwallowed() >= storedAtTheKill);
      worker.rest().stop(name);
      awaitAllCommitted();

      System.out.printf(
          "%d of %d stored at the kill, %d swallowed afterwards%n",
          storedAtTheKill, records.count(), queue.duplicatesSwallowed());
      records.assertOnceAndInOrder(queue.messages());
    }
  }

  private ConnectWorker workerThatDoesNotCommitByTheClock(LocalServers servers) {
    return ConnectWorker.of(
            servers.broker(),
            servers.plugins(),
            ProjectFiles.fresh(ProjectFiles.target().resolve("integration/" + name)))
        .group("worker-" + name)
        .property("offset.flush.interval.ms", "600000")
        .start();
  }

  @Test
  void rewoundOffsetsBringNothingNewWithinFiveMinutes(LocalServers servers) {
    ConnectRest rest = servers.worker().rest();
    GroupedRecords records = GroupedRecords.create(topics, name, 20, 10);
    rest.put(name, config(Map.of()));
    try {
      awaitStored(records.count());
      awaitAllCommitted();

      stop(rest);
      rest.alterOffsets(name, name, Map.of(0, 50L));
      assertThat(topics.committed(name)).containsEntry(new TopicPartition(name, 0), 50L);
      rest.resume(name);
      awaitAllCommitted();
      assertThat(queue.duplicatesSwallowed()).as("after PATCH").isEqualTo(records.count() - 50);

      stop(rest);
      rest.resetOffsets(name);
      rest.resume(name);
      awaitAllCommitted();
      assertThat(queue.duplicatesSwallowed())
          .as("after DELETE")
          .isEqualTo(2L * records.count() - 50);
      records.assertOnceAndInOrder(queue.messages());
    } finally {
      rest.delete(name);
    }
  }

  /** The two ways that {@code docs/delivery.md} names. */
  @Test
  void otherIdsOrFiveMinutesBringEveryRecordAgain(LocalServers servers) {
    ConnectRest rest = servers.worker().rest();
    GroupedRecords records = GroupedRecords.create(topics, name, 20, 10);
    rest.put(name, config(Map.of()));
    try {
      awaitStored(records.count());
      awaitAllCommitted();

      stop(rest);
      rest.resetOffsets(name);
      rest.put(name, config(Map.of("sqs.id.namespace", "again")));
      rest.resume(name);
      awaitStored(2 * records.count());
      awaitAllCommitted();

      stop(rest);
      rest.resetOffsets(name);
      sqs.clock().advance(Duration.ofMinutes(5));
      rest.resume(name);
      awaitStored(3 * records.count());
      awaitAllCommitted();

      List<StoredMessage> stored = queue.messages();
      for (int copy = 0; copy < 3; copy++) {
        records.assertOnceAndInOrder(
            stored.subList(copy * records.count(), (copy + 1) * records.count()));
      }
      assertThat(queue.duplicatesSwallowed()).isZero();
    } finally {
      rest.delete(name);
    }
  }

  private void stop(ConnectRest rest) {
    rest.stop(name);
    await("no task of " + name).atMost(LIMIT).until(() -> rest.status(name).tasks().isEmpty());
  }

  private Map<String, String> config(Map<String, String> settings) {
    Map<String, String> config = TestConnector.config(name, queue.url());
    config.putAll(settings);
    return config;
  }

  private void awaitStored(int count) {
    await(count + " messages stored")
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> queue.size() >= count);
  }

  private void awaitAllCommitted() {
    await("all of " + name + " committed")
        .atMost(LIMIT)
        .until(() -> topics.allCommitted(name, name));
  }
}
