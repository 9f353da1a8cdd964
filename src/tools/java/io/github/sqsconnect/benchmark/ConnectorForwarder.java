package io.github.sqsconnect.benchmark;

import io.github.sqsconnect.servers.Await;
import io.github.sqsconnect.servers.ConnectRest;
import io.github.sqsconnect.servers.ConnectWorker;
import io.github.sqsconnect.servers.ConnectorConfig;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** The connector in a worker, from the archive; each run creates a connector of its own. */
final class ConnectorForwarder implements Forwarder {
  private final ConnectWorker worker;
  private final ConnectRest rest;
  private int number;

  ConnectorForwarder(ConnectWorker worker) {
    this.worker = worker;
    rest = worker.rest();
  }

  @Override
  public long pid() {
    return worker.pid();
  }

  @Override
  public void start(Scenario scenario, FastSqs endpoint) {
    start(scenario.topic(), scenario.settings(), endpoint.uri(scenario.tls()));
  }

  /** Creates a connector with settings besides queue and credentials. */
  void start(String topic, Map<String, String> settings, URI endpoint) {
    number++;
    rest.put(name(), ConnectorConfig.of(topic, endpoint + "/000000000000/bench", settings));
  }

  private String name() {
    return "bench-" + number;
  }

  void awaitRunning() {
    rest.awaitRunning(name());
  }

  @Override
  public void finish() {
    rest.delete(name());
    Await.until(
        "end of " + name(), Duration.ofSeconds(30), () -> !rest.connectors().contains(name()));
  }

  ConnectWorker worker() {
    return worker;
  }

  @Override
  public void close() {
    worker.close();
  }
}
