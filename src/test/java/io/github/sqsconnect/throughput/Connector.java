package io.github.sqsconnect.throughput;

import static org.awaitility.Awaitility.await;

import io.github.sqsconnect.servers.ConnectRest;
import io.github.sqsconnect.servers.ConnectWorker;
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
    running = "bench-" + ++number;
    Map<String, String> config = new HashMap<>();
    config.put("connector.class", "io.github.sqsconnect.SqsSinkConnector");
    config.put("topics", Scenario.TOPIC);
    config.put("tasks.max", "1");
    config.put("value.converter", scenario.converter());
    config.put("sqs.message.format", scenario.format());
    config.put("sqs.max.in.flight.requests", Integer.toString(Scenario.WINDOW));
    config.put("sqs.queue.url", endpoint.uri() + "/000000000000/bench");
    config.put("sqs.region", "eu-central-1");
    config.put("aws.access.key.id", "AKIDBENCH");
    config.put("aws.secret.access.key", "secret");
    config.put("sqs.validate.connection", "false");
    Scenario.CONSUMER.forEach((key, value) -> config.put("consumer.override." + key, value));
    rest.put(running, config);
  }

  @Override
  public void finish() {
    rest.delete(running);
    await("the end of " + running)
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> !rest.connectors().contains(running));
  }

  @Override
  public void close() {
    worker.close();
  }
}
