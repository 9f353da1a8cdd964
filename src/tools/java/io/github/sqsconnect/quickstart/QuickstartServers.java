package io.github.sqsconnect.quickstart;

import io.github.sqsconnect.endpoint.Relay;
import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.quickstart.Screen.Outcome;
import io.github.sqsconnect.servers.ConnectRest;
import io.github.sqsconnect.servers.ConnectRest.Plugin;
import io.github.sqsconnect.servers.ConnectWorker;
import io.github.sqsconnect.servers.ConnectorConfig;
import io.github.sqsconnect.servers.ElasticMqServer;
import io.github.sqsconnect.servers.KafkaBroker;
import io.github.sqsconnect.servers.KafkaTopics;
import io.github.sqsconnect.servers.QueueReader;
import io.github.sqsconnect.servers.ServerJars;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/** The servers of the quickstart. Each is started in a step with a line on the screen. */
final class QuickstartServers implements AutoCloseable {
  private final Screen screen;
  private final RunDirectory directory;
  private final List<Runnable> closing = new ArrayList<>();
  private final List<Running> running = new CopyOnWriteArrayList<>();
  private KafkaBroker broker;
  private ElasticMqServer elasticMq;
  private Relay relay;
  private ConnectWorker worker;
  private KafkaTopics topics;
  private QueueReader queue;

  private record Running(String name, BooleanSupplier alive, Path log) {}

  QuickstartServers(Screen screen, RunDirectory directory) {
    this.screen = screen;
    this.directory = directory;
  }

  /** Downloads the jars of the servers if they are missing. */
  void download() {
    downloadJars(screen, "Kafka", ServerJars.kafka(ServerJars.NEWEST_KAFKA));
    downloadJars(screen, "ElasticMQ", ServerJars.ELASTICMQ);
  }

  /** Downloads the jars of one server if they are missing. */
  static void downloadJars(Screen screen, String server, ServerJars jars) {
    if (jars.resolved()) {
      return;
    }
    MavenLog log = new MavenLog(jars.log());
    screen.step(
        "download",
        () -> log.megabytes() + " MB so far; log: " + RunDirectory.shown(log.file()),
        () -> {
          int count = jars.jars().size();
          String size =
              log.megabytes() == 0 ? "from the local repository" : log.megabytes() + " MB";
          return new Outcome<>(count, server + ": " + count + " jars, " + size);
        });
  }

  void start() {
    Path plugins = screen.step("plugin", "unpacking", this::unpack);
    CompletableFuture<ElasticMqServer> starting =
        CompletableFuture.supplyAsync(() -> ElasticMqServer.start(directory.resolve("elasticmq")));
    broker = screen.step("broker", "starting Kafka " + ServerJars.NEWEST_KAFKA, this::startBroker);
    topics = new KafkaTopics(broker.bootstrapServers());
    closing.add(topics::close);
    elasticMq =
        screen.step("queue service", "starting ElasticMQ", () -> startElasticMq(starting.join()));
    relay = Relay.to(elasticMq.sqs().uri());
    closing.add(relay::close);
    worker = screen.step("worker", "starting Connect", () -> startWorker(plugins));
  }

  private Outcome<Path> unpack() {
    Path plugins = ProjectFiles.installArchive(directory.resolve("plugins"));
    return new Outcome<>(plugins, ProjectFiles.archive().getFileName().toString());
  }

  private Outcome<KafkaBroker> startBroker() {
    KafkaBroker started = KafkaBroker.start(directory.resolve("broker"));
    add("The Kafka broker", started::alive, started.log(), started::close);
    return new Outcome<>(
        started, "Kafka " + ServerJars.NEWEST_KAFKA + " at " + started.bootstrapServers());
  }

  private Outcome<ElasticMqServer> startElasticMq(ElasticMqServer started) {
    add("ElasticMQ, the queue service,", started::alive, started.log(), started::close);
    return new Outcome<>(started, "ElasticMQ at " + started.sqs().uri().getAuthority());
  }

  private Outcome<ConnectWorker> startWorker(Path plugins) {
    ConnectWorker started =
        ConnectWorker.of(broker, plugins, directory.resolve("worker")).fileConfigProvider().start();
    add("The Connect worker", started::alive, started.log(), started::close);
    Plugin plugin =
        started.rest().plugins().stream()
            .filter(each -> each.className().equals(ConnectorConfig.CONNECTOR))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("the worker does not list the connector"));
    String text =
        "Connect at " + started.uri().getAuthority() + ", SqsSinkConnector " + plugin.version();
    return new Outcome<>(started, text);
  }

  private void add(String name, BooleanSupplier alive, Path log, Runnable close) {
    running.add(new Running(name, alive, log));
    closing.add(close);
  }

  /** A sentence about a server that has ended without being closed. */
  Optional<String> ended() {
    return running.stream()
        .filter(server -> !server.alive().getAsBoolean())
        .map(server -> server.name() + " has ended. Its log is " + RunDirectory.shown(server.log()))
        .findFirst();
  }

  /** A sentence about a task of the connector that has failed. */
  Optional<String> failedTask(String connector) {
    ConnectRest rest = worker.rest();
    if (!rest.hasFailedTask(connector)) {
      return Optional.empty();
    }
    return rest.status(connector)
        .failedTask()
        .map(
            task ->
                "The task of connector %s has failed, its log is %s: %s"
                    .formatted(connector, RunDirectory.shown(worker.log()), Problem.of(task)));
  }

  /**
   * Creates a queue, whose messages are received from now on. The connector reaches it through the
   * relay, so that the queue can become unreachable.
   *
   * @return its URL for the connector
   */
  String createQueue(String name) {
    String url = elasticMq.sqs().createQueue(name);
    queue = QueueReader.start(elasticMq.sqs(), url);
    closing.add(queue::close);
    return relay.uri() + URI.create(url).getPath();
  }

  KafkaBroker broker() {
    return broker;
  }

  ElasticMqServer elasticMq() {
    return elasticMq;
  }

  Relay relay() {
    return relay;
  }

  ConnectWorker worker() {
    return worker;
  }

  KafkaTopics topics() {
    return topics;
  }

  QueueReader queue() {
    return queue;
  }

  /** Closes what was started, the latest first. */
  @Override
  public void close() {
    running.clear();
    for (int i = closing.size() - 1; i >= 0; i--) {
      closing.get(i).run();
    }
  }
}
