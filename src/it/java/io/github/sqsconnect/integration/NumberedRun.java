package io.github.sqsconnect.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.endpoint.StoredMessage;
import io.github.sqsconnect.servers.ConnectWorker;
import io.github.sqsconnect.servers.KafkaTopics;
import io.github.sqsconnect.servers.LocalServers;
import io.github.sqsconnect.servers.ProjectFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;

/**
 * A connector on a worker of its own, fed with numbered records, its commits watched all the while.
 *
 * <p>The endpoint remembers what it stored at the moment it stored it. So each sample first asks
 * what is committed and then looks what is stored: whatever was committed must be there.
 */
final class NumberedRun implements AutoCloseable {
  private static final int PARTITIONS = 3;
  private static final Duration SAMPLE_EVERY = Duration.ofMillis(50);

  private final String name;
  private final KafkaTopics topics;
  private final ScriptedSqs sqs;
  private final ScriptedQueue queue;
  private final ConnectWorker worker;
  private final NumberedRecords records;
  private final ScheduledExecutorService sampler = Executors.newSingleThreadScheduledExecutor();
  private final List<Map<TopicPartition, String>> tooEarly = new CopyOnWriteArrayList<>();
  private final List<RuntimeException> unsampled = new CopyOnWriteArrayList<>();
  private final AtomicInteger samples = new AtomicInteger();
  private long position;

  private NumberedRun(
      String name, KafkaTopics topics, ScriptedSqs sqs, ScriptedQueue queue, ConnectWorker worker) {
    this.name = name;
    this.topics = topics;
    this.sqs = sqs;
    this.queue = queue;
    this.worker = worker;
    this.records = new NumberedRecords(name, PARTITIONS);
  }

  /** Starts worker and connector; the endpoint takes its time for each answer. */
  static NumberedRun start(LocalServers servers, String name, Duration answerDelay) {
    Path directory = ProjectFiles.fresh(ProjectFiles.target().resolve("integration/" + name));
    servers.topics().create(name, PARTITIONS);
    ScriptedSqs sqs = ScriptedSqs.setup().keepRequests(0).start();
    ScriptedQueue queue = sqs.queue(name);
    sqs.always().heavyTailedLatency(answerDelay, 1.0);
    ConnectWorker worker =
        ConnectWorker.of(servers.broker(), servers.plugins(), directory)
            .group("worker-" + name)
            .start();
    NumberedRun run = new NumberedRun(name, servers.topics(), sqs, queue, worker);
    run.configure(Map.of());
    long every = SAMPLE_EVERY.toMillis();
    var unused =
        run.sampler.scheduleWithFixedDelay(run::sample, every, every, TimeUnit.MILLISECONDS);
    return run;
  }

  ConnectWorker worker() {
    return worker;
  }

  ScriptedSqs sqs() {
    return sqs;
  }

  /** Changes the connector's configuration, which restarts its tasks. */
  void configure(Map<String, String> changes) {
    Map<String, String> config = TestConnector.config(name, queue.url());
    config.putAll(changes);
    worker.rest().put(name, config);
  }

  String name() {
    return name;
  }

  void send(int count) {
    for (int i = 0; i < count; i++) {
      var unused = topics.send(records.next());
    }
    topics.flush();
  }

  /** How many different records the endpoint has stored. */
  int distinct() {
    look();
    synchronized (records) {
      return records.distinct();
    }
  }

  void awaitDelivered(int count) {
    await(count + " different records of " + name)
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> distinct() >= count);
  }

  void awaitAllCommitted() {
    await("all of " + name + " committed")
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> topics.allCommitted(name, name));
  }

  /** Speaks for every sample taken, and says that samples were taken. */
  void assertNothingWasCommittedTooEarly() {
    assertThat(tooEarly).isEmpty();
    assertThat(unsampled).isEmpty();
    assertThat(samples).hasValueGreaterThan(20);
    assertThat(sqs.counters().forbiddenActions()).isEmpty();
  }

  private void sample() {
    try {
      Map<TopicPartition, Long> committed = topics.committed(name);
      look();
      Map<TopicPartition, String> wrong;
      synchronized (records) {
        wrong = records.committedTooFar(committed);
      }
      if (!wrong.isEmpty()) {
        tooEarly.add(wrong);
      }
      samples.incrementAndGet();
    } catch (RuntimeException e) {
      unsampled.add(e);
    }
  }

  private void look() {
    synchronized (records) {
      List<StoredMessage> stored = queue.messagesAfter(position, Integer.MAX_VALUE);
      records.saw(stored.stream().map(StoredMessage::body).toList());
      position += stored.size();
    }
  }

  @Override
  public void close() {
    sampler.shutdownNow();
    worker.close();
    sqs.close();
  }
}
