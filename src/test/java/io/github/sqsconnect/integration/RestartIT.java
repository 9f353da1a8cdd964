package io.github.sqsconnect.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.sqsconnect.servers.ConnectWorker;
import io.github.sqsconnect.servers.KafkaTopics;
import io.github.sqsconnect.servers.LocalServers;
import io.github.sqsconnect.servers.ProjectFiles;
import io.github.sqsconnect.servers.QueueReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A worker that goes away in the middle of its work, politely or not, and comes back. */
@ExtendWith(SharedServers.class)
final class RestartIT {
  private static final int PARTITIONS = 3;

  @Test
  void nothingIsLostWhenTheWorkerIsStoppedAndStartedAgain(LocalServers servers) {
    int count = 20_000;
    try (Run run = new Run(servers, "stopped")) {
      run.send(count);
      run.awaitDelivered(count / 10);
      run.worker.stop();
      run.settle();
      assertThat(run.tooFar()).isEmpty();

      run.worker.restart();
      run.awaitDelivered(count);
      run.awaitAllCommitted();
    }
  }

  @Test
  void killedWorkerDeliversEveryRecordAndCommitsNoneTooEarly(LocalServers servers) {
    int count = 50_000;
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (Run run = new Run(servers, "killed")) {
      run.send(count);
      for (int kill = 1; kill <= 3; kill++) {
        run.awaitDelivered(kill * count / 5 + random.nextInt(count / 10));
        run.worker.kill();
        run.settle();
        assertThat(run.tooFar()).as("after kill %d, seed %d", kill, seed).isEmpty();
        run.worker.restart();
      }
      run.awaitDelivered(count);
      run.awaitAllCommitted();
    }
  }

  /** One connector on a worker of its own, fed with numbered records. */
  private static final class Run implements AutoCloseable {
    private final String name;
    private final KafkaTopics topics;
    private final ConnectWorker worker;
    private final QueueReader queue;
    private final NumberedRecords records;
    private int read;

    Run(LocalServers servers, String name) {
      this.name = name;
      this.topics = servers.topics();
      this.records = new NumberedRecords(name, PARTITIONS);
      Path directory = ProjectFiles.fresh(ProjectFiles.target().resolve("integration/" + name));
      topics.create(name, PARTITIONS);
      String queueUrl = servers.sqs().createQueue(name);
      worker =
          ConnectWorker.of(servers.broker(), servers.plugins(), directory)
              .group("worker-" + name)
              .start();
      queue = QueueReader.start(servers.sqs(), queueUrl);
      worker.rest().put(name, TestConnector.config(name, queueUrl));
    }

    void send(int count) {
      for (int i = 0; i < count; i++) {
        var unused = topics.send(records.next());
      }
      topics.flush();
    }

    void awaitDelivered(int count) {
      await(count + " different records of " + name)
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(50))
          .until(() -> look() >= count);
    }

    /** With the worker gone, reads what is still in the queue. */
    void settle() {
      queue.awaitQuiet(Duration.ofSeconds(2), Duration.ofSeconds(60));
      look();
    }

    Map<TopicPartition, String> tooFar() {
      return records.committedTooFar(topics.committed(name));
    }

    void awaitAllCommitted() {
      await("all of " + name + " committed")
          .atMost(Duration.ofSeconds(30))
          .pollInterval(Duration.ofMillis(100))
          .until(() -> topics.allCommitted(name, name));
    }

    private int look() {
      var bodies = queue.bodies();
      records.saw(bodies.subList(read, bodies.size()));
      read = bodies.size();
      return records.distinct();
    }

    @Override
    public void close() {
      queue.close();
      worker.close();
    }
  }
}
