package io.github.sqsconnect.endpoint;

import io.github.sqsconnect.endpoint.EntryFailure.Reach;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An SQS endpoint that keeps the rules of the service and breaks down exactly as it is told.
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
  private final Pauses pauses = new Pauses();
  private final FaultScript script;
  private final Traffic traffic;
  private final Queues queues;
  private final SendService service;
  private final RequestFlow flow;
  private final AdminApi admin = new AdminApi(this);
  private final String host;
  private final WireServer server;
  private final @Nullable WireServer adminServer;

  ScriptedSqs(Setup setup) {
    host = setup.host();
    script = new FaultScript(setup.seed());
    traffic = new Traffic(setup.keptRequests());
    queues = new Queues(name -> new ScriptedQueue(name, urlOf(name), setup.keptBodyChars()));
    service = new SendService(queues, traffic, clock);
    flow =
        new RequestFlow(script, service, credentials, traffic, clock, pauses, setup.keepEntries());
    server = new WireServer(host, setup.port(), this::handle);
    adminServer =
        setup.adminPort() < 0
            ? null
            : new WireServer(
                host, setup.adminPort(), (head, wire) -> admin.handle(wire.readBody(head), wire));
  }

  /** On any free port of this machine, with everything kept. */
  public static ScriptedSqs start() {
    return setup().start();
  }

  public static Setup setup() {
    return new Setup();
  }

  public int port() {
    return server.port();
  }

  public int adminPort() {
    return adminServer == null ? server.port() : adminServer.port();
  }

  public URI uri() {
    return URI.create("http://" + host + ":" + port());
  }

  /** The queue of that name, which exists from now on. */
  public ScriptedQueue queue(String name) {
    return queues.create(name);
  }

  public void deleteQueue(String name) {
    queues.delete(name);
  }

  public Collection<ScriptedQueue> queues() {
    return List.copyOf(queues.all());
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
    return new FaultBuilder(script, clock, Conditions.ALWAYS);
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

  public List<Fault> faults() {
    return script.inForce();
  }

  public void clearFaults() {
    script.clear();
  }

  /** Connections end and new ones are refused, until {@link #recover}. */
  public void outage() {
    server.goAway();
  }

  public void outage(Duration length) {
    outage();
    var unused = pauses.later(length, this::recoverOnceThePortIsFree);
  }

  public void recover() {
    server.comeBack();
  }

  /**
   * What breaches spoil of which the service's answer in a batch is not known (attribute names,
   * group id characters, empty bodies, too many attributes): the entry, as set at first, or the
   * call.
   */
  public void unrecordedBreachesSpoil(Reach reach) {
    service.unrecordedBreachesSpoil(reach);
  }

  /** Without the legacy codes, errors are known by their types alone. */
  public void legacyCodes(boolean sent) {
    flow.legacyCodes(sent);
  }

  /** The requests remembered, in the order in which they were decided. */
  public List<RecordedRequest> requests() {
    return traffic.requests();
  }

  public Counters counters() {
    return traffic.counters();
  }

  public void clearRequests() {
    traffic.clear();
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
    pauses.close();
  }

  private boolean handle(HttpRequest head, WireConnection connection) throws IOException {
    if (head.path().startsWith(AdminApi.ROOT)) {
      return admin.handle(connection.readBody(head), connection);
    }
    return flow.handle(head, connection);
  }

  private void recoverOnceThePortIsFree() {
    try {
      recover();
    } catch (UncheckedIOException e) {
      var unused = pauses.later(Duration.ofMillis(100), this::recoverOnceThePortIsFree);
    }
  }

  private String urlOf(String queue) {
    return uri() + "/" + ACCOUNT + "/" + queue;
  }
}
