package io.github.sqsconnect.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sqsconnect.quickstart.Screen.Outcome;
import io.github.sqsconnect.servers.ConnectRest;
import io.github.sqsconnect.servers.ConnectRest.Plugin;
import io.github.sqsconnect.servers.ConnectWorker;
import io.github.sqsconnect.servers.ElasticMqServer;
import io.github.sqsconnect.servers.KafkaBroker;
import io.github.sqsconnect.servers.KafkaTopics;
import io.github.sqsconnect.servers.PluginArchive;
import io.github.sqsconnect.servers.ProjectFiles;
import io.github.sqsconnect.servers.QueueReader;
import io.github.sqsconnect.servers.ServerRuntime;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Shows the connector at work, from a Kafka record to an SQS message to a committed offset. */
public final class Quickstart implements AutoCloseable {
  private static final String CONNECTOR_CLASS = "io.github.sqsconnect.SqsSinkConnector";
  private static final String QUEUE = "customer-events";
  private static final Duration PATIENCE = Duration.ofSeconds(45);

  private final Screen screen = new Screen();
  private final RunDirectory directory = RunDirectory.claim();
  private final List<Sample> samples = SampleRecords.day();

  private KafkaBroker broker;
  private ElasticMqServer sqs;
  private ConnectWorker worker;
  private KafkaTopics topics;
  private QueueReader queue;
  private ConnectorFile connector;

  private Quickstart() {}

  /** Takes {@code --keep}; everything else is settled by {@code bin/quickstart}. */
  public static void main(String[] args) {
    boolean keep = Arrays.asList(args).contains("--keep");
    int status;
    try (Quickstart quickstart = new Quickstart()) {
      status = quickstart.show(keep);
    }
    System.exit(status);
  }

  private int show(boolean keep) {
    long from = System.nanoTime();
    Path archive = ProjectFiles.archive();
    screen.title("Kafka to SQS, on this machine");
    try {
      long build = Long.getLong("quickstart.build.seconds", -1);
      if (build >= 0) {
        screen.done("build", "connector and archive", Duration.ofSeconds(build));
      }
      startServers(archive);
      createConnector();
      boolean good = run();
      report();
      Duration took = Duration.ofNanos(System.nanoTime() - from);
      verdict(good, took);
      if (keep) {
        new Playground(screen, worker, sqs, topics, queue, connector).open();
      }
      return good ? 0 : 1;
    } catch (RuntimeException e) {
      screen.failure(String.valueOf(e.getMessage()));
      screen.line("logs are in " + shown(directory.path()));
      return 1;
    }
  }

  private void startServers(Path archive) {
    ServerRuntime kafka = ServerRuntime.kafka(ServerRuntime.NEWEST_KAFKA);
    ServerRuntime elasticMq = ServerRuntime.elasticMq();
    if (!kafka.resolved() || !elasticMq.resolved()) {
      screen.step(
          "servers",
          "fetching jars, once",
          () -> {
            int jars = count(kafka.classPath()) + count(elasticMq.classPath());
            return new Outcome<>(jars, jars + " jars for Kafka and ElasticMQ");
          });
    }
    Path plugins =
        screen.step(
            "plugin",
            "unpacking",
            () ->
                new Outcome<>(
                    PluginArchive.unpack(archive, directory.resolve("plugins")),
                    archive.getFileName().toString()));
    CompletableFuture<ElasticMqServer> other =
        CompletableFuture.supplyAsync(() -> ElasticMqServer.start(directory.resolve("elasticmq")));
    broker =
        screen.step(
            "broker",
            "starting Kafka " + ServerRuntime.NEWEST_KAFKA,
            () -> {
              KafkaBroker started = KafkaBroker.start(directory.resolve("broker"));
              return new Outcome<>(
                  started, "Kafka " + started.version() + " at " + started.bootstrapServers());
            });
    sqs =
        screen.step(
            "queue service",
            "starting ElasticMQ",
            () -> {
              ElasticMqServer started = other.join();
              return new Outcome<>(started, "ElasticMQ at " + started.uri().getAuthority());
            });
    worker =
        screen.step(
            "worker",
            "starting Connect",
            () -> {
              ConnectWorker started =
                  ConnectWorker.of(broker, plugins, directory.resolve("worker"))
                      .property("config.providers", "file")
                      .property(
                          "config.providers.file.class",
                          "org.apache.kafka.common.config.provider.FileConfigProvider")
                      .start();
              return new Outcome<>(
                  started, "Connect at " + started.uri().getAuthority() + ", " + plugin(started));
            });
  }

  private static String plugin(ConnectWorker worker) {
    Plugin found =
        worker.rest().plugins().stream()
            .filter(plugin -> plugin.className().equals(CONNECTOR_CLASS))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("the worker does not list the connector"));
    return "SqsSinkConnector " + found.version();
  }

  private void createConnector() {
    topics = new KafkaTopics(broker.bootstrapServers());
    String queueUrl = sqs.createQueue(QUEUE);
    Path credentials = ConnectorFile.writeCredentials(directory.resolve("credentials.properties"));
    connector = ConnectorFile.filledIn(queueUrl, credentials);
    topics.create(connector.topic(), 3);
    screen.step(
        "connector",
        "creating from " + ConnectorFile.PLACE,
        () -> {
          worker.rest().create(connector.json());
          worker.rest().awaitRunning(connector.name());
          return new Outcome<>(true, connector.name() + " runs, from " + ConnectorFile.PLACE);
        });
    queue = QueueReader.start(sqs, queueUrl);
  }

  /** Sends the samples and waits until all have arrived and all offsets are committed. */
  private boolean run() {
    screen.step(
        "produced",
        "sending records",
        () -> {
          topics.sendAll(samples.stream().map(this::record).toList());
          return new Outcome<>(true, samples.size() + " records to topic " + connector.topic());
        });
    long delivered =
        screen.step(
            "delivered",
            "reading the queue",
            () -> {
              until(() -> delivered() == samples.size());
              long complete = delivered();
              return new Outcome<>(
                  complete,
                  complete + " records in " + queue.count() + " messages in queue " + QUEUE,
                  complete == samples.size());
            });
    boolean committed =
        screen.step(
            "committed",
            "waiting for the consumer group",
            () -> {
              until(() -> topics.allCommitted(connector.name(), connector.topic()));
              boolean all = topics.allCommitted(connector.name(), connector.topic());
              return new Outcome<>(
                  all, (all ? "all offsets" : "not all offsets") + " of group " + group(), all);
            });
    return committed && delivered == samples.size();
  }

  /** Waits as long as a person would; whether it was enough is asked afterwards. */
  private void until(Callable<Boolean> condition) {
    try {
      Awaitility.await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(100))
          .until(
              () -> {
                if (worker.rest().status(connector.name()).tasks().stream()
                    .anyMatch(ConnectRest.State::failed)) {
                  return true;
                }
                return condition.call();
              });
    } catch (ConditionTimeoutException e) {
      // The caller looks again and says what is missing.
    }
  }

  private ProducerRecord<byte[], byte[]> record(Sample sample) {
    return new ProducerRecord<>(
        connector.topic(), sample.key().getBytes(UTF_8), sample.value().getBytes(UTF_8));
  }

  private long delivered() {
    return new Arrivals(queue.bodies()).complete(samples);
  }

  private void report() {
    Arrivals arrivals = new Arrivals(queue.bodies());
    showExample(arrivals);
    showConnector();
    showCounts(arrivals);
    screen.heading("Logs");
    screen.fact("worker, connector", shown(worker.log()));
    screen.fact("broker", shown(broker.log()));
    screen.fact("ElasticMQ", shown(sqs.log()));
  }

  private void showExample(Arrivals arrivals) {
    Sample example = samples.get(0);
    screen.heading("One record, as it stands in Kafka");
    screen.plain(ReadableJson.of(example.value(), "    "));
    screen.heading("and the event batch it became in SQS");
    screen.plain(
        arrivals
            .messageOf(example)
            .map(body -> ReadableJson.of(body, "    "))
            .orElse("    did not arrive"));
  }

  private void showConnector() {
    screen.heading("Connector");
    ConnectRest.Status status = worker.rest().status(connector.name());
    screen.fact("connector", status.connector().state());
    for (int task = 0; task < status.tasks().size(); task++) {
      screen.fact("task " + task, status.tasks().get(task).state());
    }
    status.tasks().stream()
        .filter(ConnectRest.State::failed)
        .flatMap(task -> task.trace().lines().filter(line -> line.startsWith("Caused by")))
        .forEach(line -> screen.fact("", line));
    Map<TopicPartition, Long> committed = topics.committed(connector.name());
    topics.ends(connector.topic()).entrySet().stream()
        .sorted(Comparator.comparing(end -> end.getKey().partition()))
        .forEach(
            end ->
                screen.fact(
                    "offset of " + end.getKey(),
                    committed.getOrDefault(end.getKey(), 0L) + " of " + end.getValue()));
  }

  private void showCounts(Arrivals arrivals) {
    ConnectorCounts counts = connectorCounts();
    String shapes =
        samples.stream()
            .collect(Collectors.groupingBy(Sample::shape, TreeMap::new, Collectors.counting()))
            .entrySet()
            .stream()
            .map(shape -> shape.getValue() + " " + shape.getKey().plural())
            .collect(Collectors.joining(", "));
    screen.heading("Counts");
    screen.fact("records produced", samples.size() + screen.dim("   " + shapes));
    screen.fact("records delivered", arrivals.complete(samples));
    screen.fact("delivered twice", arrivals.repeated());
    screen.fact("messages in the queue", queue.count());
    screen.fact("requests", counts.get("requests").orElse("the connector did not say"));
    counts.get("entries_per_request").ifPresent(mean -> screen.fact("entries a request", mean));
  }

  /** The connector says what it did when its task stops; so it is stopped for a moment. */
  private ConnectorCounts connectorCounts() {
    worker.rest().stop(connector.name());
    until(() -> ConnectorCounts.in(worker.logText()).get("requests").isPresent());
    ConnectorCounts counts = ConnectorCounts.in(worker.logText());
    worker.rest().resume(connector.name());
    return counts;
  }

  private void verdict(boolean good, Duration took) {
    if (good) {
      screen.success("All delivered, all committed, in " + took.toSeconds() + " s.");
    } else {
      screen.failure("Not everything was delivered and committed.");
    }
    screen.plain("");
  }

  private String group() {
    return "connect-" + connector.name();
  }

  private static int count(String classPath) {
    return classPath.split(File.pathSeparator, -1).length;
  }

  private static String shown(Path path) {
    return ProjectFiles.root().relativize(path.toAbsolutePath()).toString();
  }

  @Override
  public void close() {
    close(queue);
    close(topics);
    close(worker);
    close(sqs);
    close(broker);
  }

  private static void close(AutoCloseable resource) {
    if (resource == null) {
      return;
    }
    try {
      resource.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
