package io.github.sqsconnect.integration;

import static org.awaitility.Awaitility.await;

import io.github.sqsconnect.endpoint.EndpointFault;
import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.endpoint.StoredMessage;
import io.github.sqsconnect.servers.LocalServers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A connector between a topic of many message groups and a FIFO queue that answers after 20 ms. */
final class FifoRun implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(4);

  private final LocalServers servers;
  private final String name;
  private final GroupedRecords records;
  private final ScriptedSqs sqs = ScriptedSqs.setup().seed(29).keepRequests(0).start();
  private final ScriptedQueue queue;

  private FifoRun(LocalServers servers, String name, int groups) {
    this.servers = servers;
    this.name = name;
    records = GroupedRecords.create(servers.topics(), name, groups, 1);
    queue = sqs.queue(name + ".fifo");
    sqs.always().latency(Duration.ofMillis(20));
  }

  /** Starts it, and returns once the first record of each group has arrived. */
  static FifoRun start(
      LocalServers servers, String name, int groups, Map<String, String> settings) {
    FifoRun run = new FifoRun(servers, name, groups);
    Map<String, String> config = TestConnector.config(name, run.queue.url());
    config.putAll(settings);
    servers.worker().rest().put(name, config);
    run.awaitStored();
    return run;
  }

  /** From now on this share of the entries fails for a while. */
  EndpointFault failing(double share) {
    return sqs.withChance(share).failEntry("InternalError", false);
  }

  /**
   * Sends as many records of each group: messages stored per second, from the first to the last.
   */
  double pace(int perGroup) {
    int before = queue.size();
    records.send(perGroup);
    awaitStored();
    List<StoredMessage> stored = queue.messagesAfter(before, Integer.MAX_VALUE);
    long begin = stored.get(0).storedAtMillis();
    long end = stored.get(stored.size() - 1).storedAtMillis();
    return 1_000.0 * stored.size() / Math.max(1, end - begin);
  }

  private void awaitStored() {
    await(records.count() + " messages in " + queue.name())
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> queue.size() >= records.count());
  }

  void assertOnceAndInOrder() {
    records.assertOnceAndInOrder(queue.messages());
  }

  @Override
  public void close() {
    servers.worker().rest().delete(name);
    sqs.close();
  }
}
