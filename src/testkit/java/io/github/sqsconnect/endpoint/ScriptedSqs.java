package io.github.sqsconnect.endpoint;

import io.github.sqsconnect.endpoint.EntryFailure.Reach;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An SQS endpoint that applies the rules of the service and fails exactly as a test configures.
 *
 * <pre>{@code
 * try (ScriptedSqs endpoint = ScriptedSqs.start()) {
 *   ScriptedQueue queue = endpoint.queue("events");
 *   endpoint.next(3).throttle();
 *   endpoint.whenever(e -> e.body().contains("poison")).failEntry("InternalError", false);
 *   …
 *   assertThat(queue.bodies()).containsExactly("a", "b");
 *   assertThat(endpoint.counters().forbiddenActions()).isEmpty();
 * }
 * }</pre>
 */
public final class ScriptedSqs implements AutoCloseable {
  private static final String ACCOUNT = "123456789012";

  private final EndpointClock clock = new EndpointClock();
  private final Credentials credentials = new Credentials();
  private final Map<String, ScriptedQueue> queues = new ConcurrentSkipListMap<>();
  private final AdminApi admin = new AdminApi(this);
  private final int keptBodyChars;
  private final FaultScript script;
  private final RequestLog log;
  private final SendActions actions;
  private final RequestHandler requests;
  private final SocketServer server;
  private final @Nullable SocketServer adminServer;

  ScriptedSqs(EndpointSetup setup) {
    keptBodyChars = setup.keptBodyChars;
    script = new FaultScript(setup.seed);
    log = new RequestLog(setup.keptRequests);
    actions = new SendActions(this::existingQueue, log, clock);
    requests = new RequestHandler(script, actions, credentials, log, clock, setup.keepEntries);
    server = SocketServer.http(setup.host, setup.port, this::handle);
    adminServer =
        setup.adminPort < 0
            ? null
            : SocketServer.http(
                setup.host,
                setup.adminPort,
                (head, connection) -> admin.handle(connection.readBody(head), connection));
  }

  /** Starts on any free port of this machine and keeps everything. */
  public static ScriptedSqs start() {
    return setup().start();
  }

  public static EndpointSetup setup() {
    return new EndpointSetup();
  }

  public int port() {
    return server.port();
  }

  public int adminPort() {
    return adminServer == null ? server.port() : adminServer.port();
  }

  public URI uri() {
    return server.uri();
  }

  /** The queue of that name; it is created if there is none. */
  public ScriptedQueue queue(String name) {
    return queues.computeIfAbsent(
        name, absent -> new ScriptedQueue(name, uri() + "/" + ACCOUNT + "/" + name, keptBodyChars));
  }

  public void deleteQueue(String name) {
    queues.remove(name);
  }

  public Collection<ScriptedQueue> queues() {
    return List.copyOf(queues.values());
  }

  public EndpointClock clock() {
    return clock;
  }

  public Credentials credentials() {
    return credentials;
  }

  /** A fault for the next requests that match. */
  public FaultBuilder next(long requests) {
    return always().next(requests);
  }

  /** A fault for all requests until it is removed. */
  public FaultBuilder always() {
    return new FaultBuilder(script, clock);
  }

  public FaultBuilder withChance(double probability) {
    return always().withChance(probability);
  }

  public FaultBuilder onQueue(String name) {
    return always().onQueue(name);
  }

  public FaultBuilder whenever(Predicate<Entry> entryTest) {
    return always().whenever(entryTest);
  }

  public List<EndpointFault> faults() {
    return script.inForce();
  }

  public void clearFaults() {
    script.clear();
  }

  /** Closes connections and refuses new ones until {@link #recover}. */
  public void outage() {
    server.closePort();
  }

  public void outage(Duration length) {
    outage();
    recoverAfter(length);
  }

  public void recover() {
    server.reopenPort();
  }

  /**
   * What fails when a rule is broken and the behaviour of the service is not known (attribute
   * names, characters of group ids, empty bodies, too many attributes): the entry, which is the
   * default, or the whole call.
   */
  public void unrecordedBreachesSpoil(Reach reach) {
    actions.unrecordedBreachesSpoil(reach);
  }

  /** Without legacy codes, only the types of errors are sent. */
  public void legacyCodes(boolean sent) {
    requests.legacyCodes(sent);
  }

  /** The remembered requests, in the order in which they were decided. */
  public List<RecordedRequest> requests() {
    return log.requests();
  }

  public Counters counters() {
    return log.counters();
  }

  public void clearRequests() {
    log.clear();
  }

  public long connectionsAccepted() {
    return server.connectionsAccepted();
  }

  public int connectionsOpen() {
    return server.connectionsOpen();
  }

  @Override
  public void close() {
    server.close();
    if (adminServer != null) {
      adminServer.close();
    }
  }

  private boolean handle(HttpRequest head, HttpConnection connection) throws IOException {
    return head.path().startsWith(AdminApi.ROOT)
        ? admin.handle(connection.readBody(head), connection)
        : requests.handle(head, connection);
  }

  private ScriptedQueue existingQueue(String name) {
    ScriptedQueue queue = queues.get(name);
    if (queue == null) {
      throw RequestError.of("QueueDoesNotExist").thrown("The specified queue does not exist.");
    }
    return queue;
  }

  /** Retries while another process uses the port. */
  private void recoverAfter(Duration length) {
    CompletableFuture.delayedExecutor(length.toNanos(), TimeUnit.NANOSECONDS)
        .execute(
            () -> {
              try {
                recover();
              } catch (UncheckedIOException e) {
                recoverAfter(Duration.ofMillis(100));
              }
            });
  }
}
