package io.github.sqsconnect.quickstart;

import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.quickstart.Screen.Outcome;
import io.github.sqsconnect.servers.ConnectRest.Plugin;
import io.github.sqsconnect.servers.ConnectWorker;
import io.github.sqsconnect.servers.ConnectorConfig;
import io.github.sqsconnect.servers.ElasticMqServer;
import io.github.sqsconnect.servers.KafkaBroker;
import io.github.sqsconnect.servers.KafkaTopics;
import io.github.sqsconnect.servers.QueueReader;
import io.github.sqsconnect.servers.ServerJars;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The servers of the quickstart. Each is started in a step with a line on the screen. */
final class QuickstartServers implements AutoCloseable {
  private final Screen screen;
  private final RunDirectory directory;
  private final List<Runnable> closing = new ArrayList<>();
  private KafkaBroker broker;
  private ElasticMqServer elasticMq;
  private ConnectWorker worker;
  private KafkaTopics topics;
  private QueueReader queue;

  QuickstartServers(Screen screen, RunDirectory directory) {
    this.screen = screen;
    this.directory = directory;
  }

  void start() {
    ServerJars kafka = ServerJars.kafka(ServerJars.NEWEST_KAFKA);
    if (!kafka.resolved() || !ServerJars.ELASTICMQ.resolved()) {
      screen.step(
          "servers",
          "downloading jars, only once",
          () -> {
            int jars = kafka.jars().size() + ServerJars.ELASTICMQ.jars().size();
            return new Outcome<>(jars, jars + " jars for Kafka and ElasticMQ");
          });
    }

    Path plugins = screen.step("plugin", "unpacking", this::unpack);
    CompletableFuture<ElasticMqServer> starting =
        CompletableFuture.supplyAsync(() -> ElasticMqServer.start(directory.resolve("elasticmq")));
    broker =
        screen.step(
            "broker",
            "starting Kafka " + ServerJars.NEWEST_KAFKA,
            () -> {
              KafkaBroker started = KafkaBroker.start(directory.resolve("broker"));
              closing.add(started::close);
              return new Outcome<>(
                  started,
                  "Kafka " + ServerJars.NEWEST_KAFKA + " at " + started.bootstrapServers());
            });
    topics = new KafkaTopics(broker.bootstrapServers());
    closing.add(topics::close);
    elasticMq =
        screen.step(
            "queue service",
            "starting ElasticMQ",
            () -> {
              ElasticMqServer started = starting.join();
              closing.add(started::close);
              return new Outcome<>(started, "ElasticMQ at " + started.sqs().uri().getAuthority());
            });
    worker = screen.step("worker", "starting Connect", () -> startWorker(plugins));
  }

  private Outcome<Path> unpack() {
    Path plugins = ProjectFiles.installArchive(directory.resolve("plugins"));
    return new Outcome<>(plugins, ProjectFiles.archive().getFileName().toString());
  }

  private Outcome<ConnectWorker> startWorker(Path plugins) {
    ConnectWorker started =
        ConnectWorker.of(broker, plugins, directory.resolve("worker")).fileConfigProvider().start();
    closing.add(started::close);
    Plugin plugin =
        started.rest().plugins().stream()
            .filter(each -> each.className().equals(ConnectorConfig.CONNECTOR))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("the worker does not list the connector"));
    String text =
        "Connect at " + started.uri().getAuthority() + ", SqsSinkConnector " + plugin.version();
    return new Outcome<>(started, text);
  }

  /** Creates a queue and returns its URL; its messages are received from now on. */
  String createQueue(String name) {
    String url = elasticMq.sqs().createQueue(name);
    queue = QueueReader.start(elasticMq.sqs(), url);
    closing.add(queue::close);
    return url;
  }

  KafkaBroker broker() {
    return broker;
  }

  ElasticMqServer elasticMq() {
    return elasticMq;
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
    for (int i = closing.size() - 1; i >= 0; i--) {
      closing.get(i).run();
    }
  }
}
