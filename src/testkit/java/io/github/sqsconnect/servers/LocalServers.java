package io.github.sqsconnect.servers;

import io.github.sqsconnect.project.ProjectFiles;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/**
 * Broker, worker and SQS server on this machine.
 *
 * @param directory of their data and logs
 * @param plugins where the archive is unpacked: the {@code plugin.path} of the worker
 */
public record LocalServers(
    Path directory,
    Path plugins,
    KafkaBroker broker,
    ElasticMqServer elasticMq,
    ConnectWorker worker,
    KafkaTopics topics)
    implements AutoCloseable {

  /** Starts all of them. */
  public static LocalServers start(Path directory) {
    Path plugins = ProjectFiles.installArchive(directory.resolve("plugins"));
    CompletableFuture<ElasticMqServer> elasticMq =
        CompletableFuture.supplyAsync(() -> ElasticMqServer.start(directory.resolve("elasticmq")));
    KafkaBroker broker = KafkaBroker.start(directory.resolve("broker"));
    ConnectWorker worker =
        ConnectWorker.of(broker, plugins, directory.resolve("worker")).fileConfigProvider().start();
    KafkaTopics topics = new KafkaTopics(broker.bootstrapServers());
    return new LocalServers(directory, plugins, broker, elasticMq.join(), worker, topics);
  }

  /** Describes another worker on the same broker, with a group and a directory of its own. */
  public ConnectWorker.Settings worker(String name) {
    return ConnectWorker.of(broker, plugins, directory.resolve(name)).group("worker-" + name);
  }

  public ConnectRest rest() {
    return worker.rest();
  }

  @Override
  public void close() {
    topics.close();
    worker.close();
    elasticMq.close();
    broker.close();
  }
}
