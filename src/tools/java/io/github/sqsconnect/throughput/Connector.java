package io.github.sqsconnect.throughput;

import static org.awaitility.Awaitility.await;

import io.github.sqsconnect.servers.ConnectRest;
import io.github.sqsconnect.servers.ConnectWorker;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The connector on a worker, from the archive; each run is a connector of its own. */
final class Connector implements Subject {
  private final ConnectWorker worker;
  private final ConnectRest rest;
  private int number;
  private String running = "";

  Connector(ConnectWorker worker) {
    this.worker = worker;
    rest = worker.rest();
  }

  @Override
  public String name() {
    return "connector";
  }

  @Override
  public long pid() {
    return worker.pid();
  }

  @Override
  public void start(Scenario scenario, Endpoint endpoint) {
    start(scenario.settings(), endpoint.uri(scenario.isSecure()));
  }

  /** Starts one with these settings beside queue and credentials. */
  void start(Map<String, String> settings, URI endpoint) {
    running = "bench-" + ++number;
    Map<String, String> config = new HashMap<>(settings);
    config.put("connector.class", "io.github.sqsconnect.SqsSinkConnector");
    config.put("sqs.queue.url", endpoint + "/000000000000/bench");
    config.put("sqs.region", "eu-central-1");
    config.put("aws.access.key.id", "AKIDBENCH");
    config.put("aws.secret.access.key", "secret");
    config.put("sqs.validate.connection", "false");
    rest.put(running, config);
  }

  /** Waits until its tasks run. */
  void awaitRunning() {
    rest.awaitRunning(running);
  }

  @Override
  public void finish() {
    rest.delete(running);
    await("the end of " + running)
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> !rest.connectors().contains(running));
  }

  ConnectWorker worker() {
    return worker;
  }

  @Override
  public void close() {
    worker.close();
  }
}
