package io.github.sqsconnect.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.servers.CommitReadings;
import io.github.sqsconnect.servers.CommitReadings.Reading;
import io.github.sqsconnect.servers.ConnectWorker;
import io.github.sqsconnect.servers.ConnectorConfig;
import io.github.sqsconnect.servers.LocalServers;
import io.github.sqsconnect.servers.NumberedRecords;
import io.github.sqsconnect.servers.RunningConnector;
import io.github.sqsconnect.servers.StoredRecords;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Delivers numbered records with a worker of its own, and reads the commits every 50 ms. */
final class CheckedDelivery implements AutoCloseable {
  private static final int PARTITIONS = 3;
  private static final long READ_EVERY_MILLIS = 50;

  final ScriptedSqs sqs = ScriptedSqs.setup().keepRequests(0).start();
  final ConnectWorker worker;
  private final String name;
  private final LocalServers servers;
  private final ScriptedQueue queue;
  private final StoredRecords stored;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final List<Reading> readings = new CopyOnWriteArrayList<>();
  private final List<RuntimeException> failedReadings = new CopyOnWriteArrayList<>();
  private int sent;

  /** Starts worker and connector; each answer of the endpoint takes some time. */
  CheckedDelivery(LocalServers servers, String name, Duration answerDelay) {
    this.servers = servers;
    this.name = name;
    servers.topics().create(name, PARTITIONS);
    sqs.always().heavyTailedLatency(answerDelay, 1.0);
    queue = sqs.queue(name);
    stored = new StoredRecords(queue);
    worker = servers.worker(name).start();
    configure(Map.of());
    timer.scheduleWithFixedDelay(
        this::read, READ_EVERY_MILLIS, READ_EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Changes the configuration, which restarts the tasks. */
  void configure(Map<String, String> changes) {
    worker.rest().put(name, ConnectorConfig.of(name, queue.url(), changes));
  }

  RunningConnector connector() {
    return new RunningConnector(name, worker.rest(), servers.topics(), stored::distinct);
  }

  void send(int count) {
    servers.topics().sendAll(new NumberedRecords(name, PARTITIONS).next(count));
    sent = count;
  }

  void awaitDelivered(int count) {
    stored.awaitDistinct(count, Duration.ofMinutes(3));
  }

  void requireNotAllDelivered(String when) {
    assertThat(stored.distinct()).as("delivered " + when).isLessThan(sent);
  }

  /** Waits for all records and commits, and checks every reading. */
  void finish() {
    awaitDelivered(sent);
    connector().awaitCommitted();
    assertThat(CommitReadings.tooFar(readings, stored.arrivals())).isEmpty();
    assertThat(failedReadings).isEmpty();
    assertThat(readings).hasSizeGreaterThan(20);
    assertThat(sqs.counters().forbiddenActions()).isEmpty();
    TestJson.requireEventBatches(queue.bodies());
  }

  private void read() {
    try {
      long now = System.currentTimeMillis();
      Map<Integer, Long> committed = new TreeMap<>();
      servers
          .topics()
          .committed(name)
          .forEach((at, offset) -> committed.put(at.partition(), offset));
      readings.add(new Reading(now, committed, stored.arrivals().size(), Set.of()));
    } catch (RuntimeException e) {
      failedReadings.add(e);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    worker.close();
    sqs.close();
  }
}
