package io.github.sqsconnect.servers;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** Broker, worker and queue service on this machine, started together and closed together. */
public final class LocalServers implements AutoCloseable {
  private final Path plugins;
  private final KafkaBroker broker;
  private final ElasticMqServer sqs;
  private final ConnectWorker worker;
  private final KafkaTopics topics;

  private LocalServers(
      Path plugins,
      KafkaBroker broker,
      ElasticMqServer sqs,
      ConnectWorker worker,
      KafkaTopics topics) {
    this.plugins = plugins;
    this.broker = broker;
    this.sqs = sqs;
    this.worker = worker;
    this.topics = topics;
  }

  /** Starts all three; data and logs go to {@code directory}. */
  public static LocalServers start(Path directory) {
    Path plugins = PluginArchive.unpack(ProjectFiles.archive(), directory.resolve("plugins"));
    CompletableFuture<ElasticMqServer> sqs =
        CompletableFuture.supplyAsync(() -> ElasticMqServer.start(directory.resolve("elasticmq")));
    KafkaBroker broker = KafkaBroker.start(directory.resolve("broker"));
    ConnectWorker worker =
        ConnectWorker.of(broker, plugins, ProjectFiles.fresh(directory.resolve("worker"))).start();
    return new LocalServers(
        plugins, broker, sqs.join(), worker, new KafkaTopics(broker.bootstrapServers()));
  }

  /** Where the archive is unpacked: the {@code plugin.path} of any further worker. */
  public Path plugins() {
    return plugins;
  }

  public KafkaBroker broker() {
    return broker;
  }

  public ElasticMqServer sqs() {
    return sqs;
  }

  public ConnectWorker worker() {
    return worker;
  }

  public KafkaTopics topics() {
    return topics;
  }

  @Override
  public void close() {
    topics.close();
    worker.close();
    sqs.close();
    broker.close();
  }
}
