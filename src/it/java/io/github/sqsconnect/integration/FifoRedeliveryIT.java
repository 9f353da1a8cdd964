package io.github.sqsconnect.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.endpoint.StoredMessage;
import io.github.sqsconnect.servers.Await;
import io.github.sqsconnect.servers.ConnectRest;
import io.github.sqsconnect.servers.ConnectWorker;
import io.github.sqsconnect.servers.ConnectorConfig;
import io.github.sqsconnect.servers.GroupedRecords;
import io.github.sqsconnect.servers.KafkaTopics;
import io.github.sqsconnect.servers.LocalServers;
import io.github.sqsconnect.servers.RunningConnector;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/** Records that are sent again to a FIFO queue, which discards duplicates for five minutes. */
@ExtendWith(SharedServers.class)
final class FifoRedeliveryIT {
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
  void killedWorkerCausesNeitherDuplicatesNorDisorder(LocalServers servers) {
    sqs.always().latency(Duration.ofMillis(20));
    sqs.always().withChance(0.05).failEntry("InternalError", false);
    topics.create(name, 1);
    GroupedRecords records = new GroupedRecords(name, 200);
    topics.sendAll(records.next(60));
    try (ConnectWorker worker = workerWithoutPeriodicCommits(servers)) {
      RunningConnector connector =
          RunningConnector.create(
              name,
              ConnectorConfig.of(name, queue.url(), Map.of("sqs.max.in.flight.requests", "4")),
              worker.rest(),
              topics,
              queue::size);
      connector.awaitStored(records.count() / 3);
      worker.kill();
      int storedAtTheKill = queue.size();
      assertThat(storedAtTheKill).as("stored at the kill").isLessThan(records.count());
      assertThat(topics.committed(name)).as("committed at the kill").isEmpty();

      worker.restart();
      Await.until(
          "all records, and as many discarded duplicates",
          Duration.ofSeconds(90),
          () -> queue.size() >= records.count() && queue.duplicatesDropped() >= storedAtTheKill);
      worker.rest().stop(name);
      connector.awaitCommitted();
      System.out.printf(
          "%d of %d stored at the kill, %d duplicates discarded afterwards%n",
          storedAtTheKill, records.count(), queue.duplicatesDropped());
      records.requireOnceAndInOrder(queue.messages());
    }
  }

  private ConnectWorker workerWithoutPeriodicCommits(LocalServers servers) {
    return servers.worker(name).property("offset.flush.interval.ms", "600000").start();
  }

  @Test
  void rewoundOffsetsStoreNothingNewWithinFiveMinutes(LocalServers servers) {
    GroupedRecords records = new GroupedRecords(name, 20);
    try (RunningConnector connector = start(servers, records)) {
      ConnectRest rest = connector.rest();
      rest.stop(name);
      rest.alterOffsets(name, name, Map.of(0, 50L));
      assertThat(topics.committed(name)).containsEntry(new TopicPartition(name, 0), 50L);
      rest.resume(name);
      connector.awaitCommitted();
      assertThat(queue.duplicatesDropped()).as("after PATCH").isEqualTo(records.count() - 50);

      rest.stop(name);
      rest.resetOffsets(name);
      rest.resume(name);
      connector.awaitCommitted();
      assertThat(queue.duplicatesDropped()).as("after DELETE").isEqualTo(2L * records.count() - 50);
      records.requireOnceAndInOrder(queue.messages());
    }
  }

  /** The two ways that {@code docs/delivery.md} describes. */
  @Test
  void otherIdsOrFiveMinutesStoreEveryRecordAgain(LocalServers servers) {
    GroupedRecords records = new GroupedRecords(name, 20);
    try (RunningConnector connector = start(servers, records)) {
      ConnectRest rest = connector.rest();
      rest.stop(name);
      rest.resetOffsets(name);
      rest.put(name, ConnectorConfig.of(name, queue.url(), Map.of("sqs.id.namespace", "again")));
      rest.resume(name);
      connector.awaitStored(2 * records.count());
      connector.awaitCommitted();

      rest.stop(name);
      rest.resetOffsets(name);
      sqs.clock().advance(Duration.ofMinutes(5));
      rest.resume(name);
      connector.awaitStored(3 * records.count());
      connector.awaitCommitted();

      List<StoredMessage> stored = queue.messages();
      for (int copy = 0; copy < 3; copy++) {
        records.requireOnceAndInOrder(
            stored.subList(copy * records.count(), (copy + 1) * records.count()));
      }
      assertThat(queue.duplicatesDropped()).isZero();
    }
  }

  /** Delivers ten records of each group. */
  private RunningConnector start(LocalServers servers, GroupedRecords records) {
    RunningConnector connector =
        RunningConnector.create(servers, name, ConnectorConfig.of(name, queue.url()), queue::size);
    connector.send(records.next(10));
    connector.awaitStored(records.count());
    connector.awaitCommitted();
    return connector;
  }
}
