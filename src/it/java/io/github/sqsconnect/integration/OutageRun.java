package io.github.sqsconnect.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.sqsconnect.endpoint.EndpointProcess;
import io.github.sqsconnect.servers.LocalServers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A connector whose queue breaks down in one way after the first requests have been served. */
final class OutageRun implements AutoCloseable {
  /** The longest a task may stay away from its consumer before the group throws it out. */
  static final Duration MAX_POLL_INTERVAL = Duration.ofSeconds(8);

  static final int BUFFER_BYTES = 2 * 1024 * 1024;

  /** Records of about a kilobyte, more than ten times what the buffer holds. */
  private static final int RECORDS = 24_000;

  /** Requests that are served before the outage begins. */
  private static final int SERVED = 100;

  private static final Pattern BUFFERED = Pattern.compile("buffered_bytes=(\\d+)");

  private final Breakdown breakdown;
  private final LocalServers servers;
  private final String name;
  private final EndpointProcess endpoint;
  private final StoredRecords stored;
  private final Set<Set<String>> memberships = new HashSet<>();
  private int fault;
  private Instant lifted = Instant.MAX;

  /** How a service can be out of reach. */
  enum Breakdown {
    /** Every request is answered with an error. */
    REFUSES("error"),
    /** Requests are read and never answered; nothing is stored. */
    HANGS("hang"),
    /** Nobody listens; takes the whole endpoint with it. */
    LEAVES("error"),
    /** Requests are stored, and their connections dropped without an answer. */
    STORES_SILENTLY("storeThenDrop");

    private final String fault;

    Breakdown(String fault) {
      this.fault = fault;
    }
  }

  private OutageRun(LocalServers servers, EndpointProcess endpoint, Breakdown breakdown) {
    this.servers = servers;
    this.endpoint = endpoint;
    this.breakdown = breakdown;
    name = "outage-" + breakdown.name().toLowerCase(Locale.ROOT).replace('_', '-');
    stored = new StoredRecords(endpoint, name);
  }

  /** Starts it with more records waiting than it can keep. */
  static OutageRun start(LocalServers servers, EndpointProcess endpoint, Breakdown breakdown) {
    OutageRun run = new OutageRun(servers, endpoint, breakdown);
    servers.topics().create(run.name, 3);
    NumberedRecords records = new NumberedRecords(run.name, 3, OutageRun::value);
    servers.topics().sendAll(Stream.generate(records::next).limit(RECORDS).toList());
    Map<String, String> config = TestConnector.config(run.name, endpoint.queueUrl(run.name));
    config.put("sqs.buffer.max.bytes", Integer.toString(BUFFER_BYTES));
    config.put(
        "consumer.override.max.poll.interval.ms", Long.toString(MAX_POLL_INTERVAL.toMillis()));
    run.fault =
        endpoint.fault(
            "{\"fault\":\"%s\",\"queue\":\"%s\",\"sparing\":%d}"
                .formatted(breakdown.fault, run.name, SERVED));
    servers.worker().rest().put(run.name, config);
    return run;
  }

  private static String value(String mark) {
    return "{" + mark + ",\"filler\":\"" + "x".repeat(700) + "\"}";
  }

  /** Returns once the service is down, in the middle of the work. */
  void awaitBreakdown() {
    await("outage of " + name)
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> hits() > 0);
    if (breakdown == Breakdown.LEAVES) {
      await("an end of the requests that came before")
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(10))
          .until(() -> endpoint.counters().path("inFlight").asInt() == 0);
      endpoint.outage();
    }
  }

  private int hits() {
    for (JsonNode each : endpoint.call("GET", "faults", "")) {
      if (each.path("id").asInt() == fault) {
        return each.path("hits").asInt();
      }
    }
    throw new IllegalStateException("the fault is gone");
  }

  void noteMembers() {
    memberships.add(servers.topics().members(name));
  }

  /** The service is well again. */
  void lift() {
    assertThat(stored.distinct()).as("delivered in the outage of %s", name).isLessThan(RECORDS / 2);
    lifted = Instant.now();
    endpoint.removeFault(fault);
    if (breakdown == Breakdown.LEAVES) {
      endpoint.recover();
    }
  }

  void awaitAllDelivered() {
    stored.awaitDistinct(RECORDS, Duration.ofMinutes(2));
    await(name + " committed")
        .atMost(Duration.ofSeconds(30))
        .until(() -> servers.topics().allCommitted(name, name));
  }

  /** From the end of the outage to the first message stored by a request that was answered. */
  Duration resumedAfter() {
    Set<Long> unanswered =
        silent().stream().map(r -> r.path("number").asLong()).collect(Collectors.toSet());
    return stored.copies().stream()
        .filter(copy -> copy.at().isAfter(lifted) && !unanswered.contains(copy.request()))
        .findFirst()
        .map(copy -> Duration.between(lifted, copy.at()))
        .orElseThrow();
  }

  int duplicates() {
    return stored.repeated();
  }

  /** Messages that were stored by requests whose answer was kept back. */
  int explainedDuplicates() {
    return silent().stream().mapToInt(request -> request.path("entryIds").size()).sum();
  }

  private List<JsonNode> silent() {
    return endpoint.requests().stream()
        .filter(request -> request.path("queue").asText().equals(name))
        .filter(request -> request.path("faults").toString().contains("storeThenDrop"))
        .toList();
  }

  /** Each time somebody looked, who was in the group. */
  Set<Set<String>> memberships() {
    return memberships;
  }

  /** What the task says of its buffer, in lines about its progress and its pauses. */
  List<Long> bufferedBytes() {
    return lines("buffered_bytes=")
        .map(line -> BUFFERED.matcher(line).results().findFirst().orElseThrow().group(1))
        .map(Long::valueOf)
        .toList();
  }

  /** How often the consumer has joined its group. */
  long joins() {
    return lines("(Re-)joining group").count();
  }

  long pauses() {
    return lines("event=paused").count();
  }

  private Stream<String> lines(String part) {
    String context = "[" + name + "|task-0";
    return servers
        .worker()
        .logText()
        .lines()
        .filter(line -> line.contains(context) && line.contains(part));
  }

  @Override
  public String toString() {
    return name;
  }

  @Override
  public void close() {
    servers.worker().rest().delete(name);
  }
}
