package io.github.sqsconnect.integration;

import static org.awaitility.Awaitility.await;

import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.endpoint.StoredMessage;
import io.github.sqsconnect.servers.LocalServers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** One connector from the first to the last record of a topic, into a FIFO queue of its own. */
final class FifoRun {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final LocalServers servers;
  private final GroupedRecords records;
  private final Map<String, String> settings;
  private final double failedEntries;

  private FifoRun(
      LocalServers servers,
      GroupedRecords records,
      Map<String, String> settings,
      double failedEntries) {
    this.servers = servers;
    this.records = records;
    this.settings = settings;
    this.failedEntries = failedEntries;
  }

  static FifoRun of(LocalServers servers, GroupedRecords records, Map<String, String> settings) {
    return new FifoRun(servers, records, settings, 0);
  }

  /** The same, with a share of the entries failed for a while. */
  FifoRun failing(double share) {
    return new FifoRun(servers, records, settings, share);
  }

  /**
   * Runs it, with answers after 20 milliseconds; messages per second from the first to the last one
   * that was stored. What was stored must be all, and in order.
   */
  double messagesPerSecond() {
    String name = "pace-" + NUMBER.incrementAndGet();
    try (ScriptedSqs sqs = ScriptedSqs.setup().seed(29).keepRequests(0).start()) {
      ScriptedQueue queue = sqs.queue(name + ".fifo");
      sqs.always().latency(Duration.ofMillis(20));
      if (failedEntries > 0) {
        sqs.always().withChance(failedEntries).failEntry("InternalError", false);
      }
      Map<String, String> config = TestConnector.config(records.topic(), queue.url());
      config.putAll(settings);
      servers.worker().rest().put(name, config);
      await(records + " in " + queue.name())
          .atMost(LIMIT)
          .pollInterval(Duration.ofMillis(50))
          .until(() -> queue.size() >= records.count());
      List<StoredMessage> stored = queue.messages();
      records.assertOnceAndInOrder(stored);
      long millis = last(stored).storedAtMillis() - stored.get(0).storedAtMillis();
      return 1_000.0 * stored.size() / Math.max(1, millis);
    } finally {
      servers.worker().rest().delete(name);
    }
  }

  private static StoredMessage last(List<StoredMessage> stored) {
    return stored.get(stored.size() - 1);
  }
}
