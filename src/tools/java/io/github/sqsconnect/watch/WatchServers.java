package io.github.sqsconnect.watch;

import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.servers.ConnectWorker;
import io.github.sqsconnect.servers.KafkaBroker;
import io.github.sqsconnect.servers.KafkaTopics;
import io.github.sqsconnect.servers.LocalSqs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Broker, worker and scripted endpoint of the Watch view. Start them in the order of methods. */
public final class WatchServers implements AutoCloseable {
  /** About what SQS needs within a region. */
  private static final Duration LATENCY = Duration.ofMillis(12);

  private static final double LATENCY_SPREAD = 0.5;

  /** Seldom enough for commits not to wait for slow answers all the time. */
  private static final String COMMIT_EVERY_MS = "3000";

  /** More than the endpoint receives between two readings of the ledger. */
  private static final int KEPT_REQUESTS = 4_096;

  /** Limits the disk space for an hour of heavy load; the load waits long before it is reached. */
  private static final Map<String, String> TOPIC_SETTINGS =
      Map.of("retention.bytes", "268435456", "segment.bytes", "33554432");

  private final WatchSetup setup;
  private final Path directory;
  private final List<Runnable> closing = new ArrayList<>();
  private final ScriptedSqs sqs =
      ScriptedSqs.setup().keepRequests(KEPT_REQUESTS).keepIdsOnly().start();
  private @Nullable KafkaBroker broker;
  private String bootstrapServers;
  private KafkaTopics topics;
  private ConnectWorker worker;
  private volatile boolean workerUp;
  private volatile String failure = "";

  /**
   * Starts only the endpoint.
   *
   * @param directory of data and logs
   */
  public WatchServers(WatchSetup setup, Path directory) {
    this.setup = setup;
    this.directory = directory;
    closing.add(sqs::close);
    sqs.queue(setup.queue());
    sqs.credentials().accept(LocalSqs.ACCESS_KEY_ID, LocalSqs.SECRET_ACCESS_KEY);
    sqs.always().heavyTailedLatency(LATENCY, LATENCY_SPREAD);
  }

  public KafkaBroker startBroker() {
    broker = KafkaBroker.start(directory.resolve("broker"));
    closing.add(broker::close);
    useBroker(broker.bootstrapServers());
    return broker;
  }

  /** Uses a broker that runs already. */
  public void useBroker(String address) {
    bootstrapServers = address;
    topics = new KafkaTopics(address);
    closing.add(topics::close);
    topics.create(setup.topic(), setup.partitions(), TOPIC_SETTINGS);
    topics.create(setup.deadLetterTopic(), 1);
  }

  public ConnectWorker startWorker() {
    Path plugins = ProjectFiles.installArchive(directory.resolve("plugins"));
    worker =
        ConnectWorker.of(bootstrapServers, plugins, directory.resolve("worker"))
            .group("worker-" + setup.name())
            .property("offset.flush.interval.ms", COMMIT_EVERY_MS)
            .start();
    closing.add(worker::close);
    workerUp = true;
    return worker;
  }

  public void createConnector() {
    worker.rest().put(setup.connector(), connectorConfig());
    worker.rest().awaitRunning(setup.connector());
  }

  public Map<String, String> connectorConfig() {
    return setup.connectorConfig(sqs.queue(setup.queue()).url());
  }

  /** Kills the worker and returns the id that its process had. */
  long killWorker() {
    long pid = worker.pid();
    workerUp = false;
    worker.kill();
    return pid;
  }

  /** Starts the worker again and returns when it answers. */
  void restartWorker() {
    try {
      worker.restart();
      workerUp = true;
    } catch (RuntimeException e) {
      failure = "The worker did not start again; its log is " + worker.log();
    }
  }

  /** Why the servers no longer work; empty while they do. */
  String failure() {
    return broker != null && !broker.alive()
        ? "The Kafka broker has ended; its log is " + broker.log()
        : failure;
  }

  boolean workerUp() {
    return workerUp;
  }

  WatchSetup setup() {
    return setup;
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  ScriptedSqs sqs() {
    return sqs;
  }

  KafkaTopics topics() {
    return topics;
  }

  ConnectWorker worker() {
    return worker;
  }

  /** Closes what was started, the latest first. */
  @Override
  public void close() {
    for (int i = closing.size() - 1; i >= 0; i--) {
      closing.get(i).run();
    }
  }
}
