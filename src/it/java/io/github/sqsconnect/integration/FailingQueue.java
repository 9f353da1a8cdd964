package io.github.sqsconnect.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.endpoint.EndpointFault;
import io.github.sqsconnect.endpoint.FaultBuilder;
import io.github.sqsconnect.endpoint.RecordedRequest;
import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.servers.Await;
import io.github.sqsconnect.servers.ConnectorConfig;
import io.github.sqsconnect.servers.LocalServers;
import io.github.sqsconnect.servers.NumberedRecords;
import io.github.sqsconnect.servers.RunningConnector;
import io.github.sqsconnect.servers.StoredRecords;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A connector whose queue fails in one way after its first requests were answered. */
final class FailingQueue implements AutoCloseable {
  /** The longest time between two polls before the group excludes a task. */
  static final Duration MAX_POLL_INTERVAL = Duration.ofSeconds(8);

  static final int BUFFER_BYTES = 2 * 1024 * 1024;

  /** Records of about 1 KB, more than ten times what the buffer can contain. */
  private static final int RECORDS = 24_000;

  private static final int ANSWERED_BEFORE = 100;

  /** How a service can be unavailable. */
  enum Failure {
    /** Every request is answered with an error. */
    ERRORS(fault -> fault.error("InternalError")),
    /** Requests are read and never answered; nothing is stored. */
    HANGS(FaultBuilder::hang),
    /** Nobody listens; the whole endpoint is down. */
    DOWN(fault -> fault.error("InternalError")),
    /** Requests are stored, and their connections are closed without an answer. */
    STORES_WITHOUT_ANSWER(FaultBuilder::storeThenDrop);

    private final Function<FaultBuilder, EndpointFault> fault;

    Failure(Function<FaultBuilder, EndpointFault> fault) {
      this.fault = fault;
    }
  }

  private final Failure failure;
  private final LocalServers servers;
  private final String name;
  private final ScriptedSqs sqs;
  private final StoredRecords stored;
  private final EndpointFault fault;
  private final RunningConnector connector;
  private final Set<Set<String>> members = new HashSet<>();
  private long repairedAt = Long.MAX_VALUE;

  /** Starts the connector with more records than it can buffer. */
  FailingQueue(LocalServers servers, ScriptedSqs sqs, Failure failure) {
    this.servers = servers;
    this.sqs = sqs;
    this.failure = failure;
    name = "outage-" + failure.name().toLowerCase(Locale.ROOT).replace('_', '-');
    servers.topics().create(name, 3);
    servers.topics().sendAll(new NumberedRecords(name, 3, FailingQueue::value).next(RECORDS));

    ScriptedQueue queue = sqs.queue(name);
    stored = new StoredRecords(queue);
    fault = failure.fault.apply(sqs.onQueue(name).afterFirst(ANSWERED_BEFORE));
    Map<String, String> settings =
        Map.of(
            "sqs.buffer.max.bytes",
            Integer.toString(BUFFER_BYTES),
            "consumer.override.max.poll.interval.ms",
            "" + MAX_POLL_INTERVAL.toMillis());
    connector =
        RunningConnector.create(
            name,
            ConnectorConfig.of(name, queue.url(), settings),
            servers.rest(),
            servers.topics(),
            stored::distinct);
  }

  private static String value(String member) {
    return "{" + member + ",\"filler\":\"" + "x".repeat(700) + "\"}";
  }

  /** Returns once the service fails. */
  void awaitFailure() {
    Duration limit = Duration.ofSeconds(60);
    Await.until("failed request of " + name, limit, () -> fault.hits() > 0);
    if (failure == Failure.DOWN) {
      Await.until("end of all requests", limit, () -> sqs.counters().inFlight() == 0);
      sqs.outage();
    }
  }

  /** Remembers who is in the consumer group now. */
  void readMembers() {
    members.add(servers.topics().members(name));
  }

  /** Every set of members that the consumer group had when it was read. */
  Set<Set<String>> members() {
    return members;
  }

  void repair() {
    assertThat(stored.distinct())
        .as("delivered during the outage of %s", name)
        .isLessThan(RECORDS / 2);
    repairedAt = System.currentTimeMillis();
    fault.remove();
    if (failure == Failure.DOWN) {
      sqs.recover();
    }
  }

  void awaitAllDelivered() {
    stored.awaitDistinct(RECORDS, Duration.ofMinutes(2));
    connector.awaitCommitted();
  }

  /** From the repair to the first message stored by a request that was answered. */
  Duration resumedAfter() {
    Set<Long> unanswered =
        unanswered().stream().map(RecordedRequest::number).collect(Collectors.toSet());
    return stored.arrivals().stream()
        .filter(each -> each.atMillis() > repairedAt && !unanswered.contains(each.request()))
        .findFirst()
        .map(each -> Duration.ofMillis(each.atMillis() - repairedAt))
        .orElseThrow();
  }

  int duplicates() {
    return stored.duplicates();
  }

  /** How many messages were stored by requests that got no answer. */
  int explainedDuplicates() {
    return unanswered().stream().mapToInt(request -> request.entryIds().size()).sum();
  }

  private List<RecordedRequest> unanswered() {
    return sqs.requests().stream()
        .filter(request -> request.queue().equals(name))
        .filter(request -> request.faults().contains("storeThenDrop"))
        .toList();
  }

  /** The buffer sizes that the task has logged. */
  List<Long> bufferedBytes() {
    return servers.worker().taskLog(name, "buffered_bytes=").stream()
        .map(line -> Long.valueOf(line.replaceFirst(".*buffered_bytes=(\\d+).*", "$1")))
        .toList();
  }

  /** How often the consumer has joined its group. */
  long joins() {
    return servers.worker().taskLog(name, "(Re-)joining group").size();
  }

  long pauses() {
    return servers.worker().taskLog(name, "event=paused").size();
  }

  @Override
  public String toString() {
    return name;
  }

  @Override
  public void close() {
    connector.close();
  }
}
