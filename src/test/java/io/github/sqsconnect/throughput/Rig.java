package io.github.sqsconnect.throughput;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.sqsconnect.servers.ConnectWorker;
import io.github.sqsconnect.servers.KafkaBroker;
import io.github.sqsconnect.servers.KafkaTopics;
import io.github.sqsconnect.servers.PluginArchive;
import io.github.sqsconnect.servers.ProjectFiles;
import io.github.sqsconnect.servers.ServerRuntime;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Broker, worker and endpoint, each in a process of its own, and the ceilings beside them. */
final class Rig implements AutoCloseable {
  /** As Kafka's own start script tunes a worker; the ceilings get the same. */
  static final String[] JVM = {
    "-Xms1g", "-XX:+UseG1GC", "-XX:MaxGCPauseMillis=20", "-XX:InitiatingHeapOccupancyPercent=35"
  };

  private static final String HEAP = "2g";
  private static final long LIMIT_NANOS = 180_000_000_000L;

  private final Path directory;
  private final KafkaBroker broker;
  private final KafkaTopics topics;
  private final Endpoint endpoint;
  private final Connector connector;
  private final ConnectWorker worker;
  private final Map<String, Subject> subjects = new LinkedHashMap<>();
  private final Map<Long, Gauge> gauges = new HashMap<>();
  private final Map<String, Integer> topicRecords = new HashMap<>();

  private Rig(Path directory, KafkaBroker broker, Endpoint endpoint, ConnectWorker worker) {
    this.directory = directory;
    this.broker = broker;
    this.endpoint = endpoint;
    this.worker = worker;
    topics = new KafkaTopics(broker.bootstrapServers());
    connector = new Connector(worker);
    subjects.put(connector.name(), connector);
  }

  static Rig start() {
    Path directory = ProjectFiles.fresh(ProjectFiles.target().resolve("benchmark/run"));
    KafkaBroker broker =
        KafkaBroker.start(
            ServerRuntime.NEWEST_KAFKA,
            directory.resolve("broker"),
            Map.of("message.max.bytes", "4194304", "log.segment.bytes", "268435456"));
    Path plugins = PluginArchive.unpack(ProjectFiles.archive(), directory.resolve("plugins"));
    ConnectWorker worker = worker(broker, plugins, directory.resolve("worker"), "bench");
    return new Rig(directory, broker, Endpoint.start(), worker);
  }

  private static ConnectWorker worker(
      KafkaBroker broker, Path plugins, Path directory, String group) {
    return ConnectWorker.of(broker, plugins, directory)
        .group(group)
        .heap(HEAP)
        .jvm(JVM)
        .property("offset.flush.interval.ms", "10000")
        .property("connector.client.config.override.policy", "All")
        .start();
  }

  /** A worker on which nothing has run yet. */
  ConnectWorker freshWorker(String name) {
    return worker(broker, directory.resolve("plugins"), directory.resolve(name), name);
  }

  Path file(String name) {
    return directory.resolve(name);
  }

  Connector connector() {
    return connector;
  }

  ConnectWorker worker() {
    return worker;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  KafkaTopics topics() {
    return topics;
  }

  Gauge gauge(long pid) {
    return gauges.computeIfAbsent(pid, Gauge::of);
  }

  /** One that was started before, or a ceiling that starts now. */
  Subject subject(String name) {
    return subjects.computeIfAbsent(
        name,
        key -> {
          String[] options = new String[JVM.length + 1];
          System.arraycopy(JVM, 0, options, 0, JVM.length);
          options[JVM.length] = "-Xmx" + HEAP;
          return Ceiling.start(key.substring("bare ".length()), broker.bootstrapServers(), options);
        });
  }

  /** Forwards a whole topic once. */
  Result run(Scenario scenario, String subjectName, int records) {
    fill(scenario, records);
    int warm = records / 5;
    Subject subject = subject(subjectName);
    Gauge gauge = gauge(subject.pid());
    endpoint.reset(scenario.latency(), warm);
    subject.start(scenario, endpoint, records);
    long deadline = System.nanoTime() + LIMIT_NANOS;
    JsonNode from = awaitMessages(warm, deadline);
    Gauge.Spent before = gauge.spent();
    JsonNode to = awaitMessages(records, deadline);
    Gauge.Spent spent = gauge.spent().since(before);
    subject.finish();
    if (to.path("refused").asLong() > 0 || to.path("messages").asLong() != records) {
      throw new IllegalStateException(subjectName + ", " + scenario.label() + ": " + to);
    }
    double counted = to.path("messages").asDouble() - from.path("messages").asDouble();
    double bytes = to.path("bytes").asDouble() / records;
    return new Result(
        scenario,
        subjectName,
        bytes,
        to.path("timedMessages").asDouble() / to.path("timedNanos").asDouble() * 1e9,
        spent.cpuNanos() / 1e9 / counted * 1e6,
        spent.allocatedBytes() / counted,
        to.path("messages").asDouble() / to.path("requests").asDouble(),
        to.path("units").asDouble() / records / fewestUnits(bytes),
        spent.tasks().waitedMs() * 1e6 / spent.tasks().atNanos() / scenario.tasks());
  }

  /** Units a message costs at least: the best number of messages for a request. */
  private static double fewestUnits(double bytes) {
    double fewest = Double.MAX_VALUE;
    for (int k = 1; k <= 10 && k * bytes <= 1_048_576; k++) {
      fewest = Math.min(fewest, Math.ceil(k * bytes / 65_536) / k);
    }
    return fewest;
  }

  private JsonNode awaitMessages(long wanted, long deadline) {
    while (true) {
      JsonNode count = endpoint.count();
      if (count.path("messages").asLong() >= wanted) {
        return count;
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("only " + count + " of " + wanted + "; see " + directory);
      }
      pause(20);
    }
  }

  /** Makes the topic, if it is not there yet. */
  void fill(Scenario scenario, int records) {
    String topic = scenario.payload().topic(scenario.partitions());
    Integer held = topicRecords.putIfAbsent(topic, records);
    if (held != null) {
      if (held != records) {
        throw new IllegalStateException(topic + " holds " + held + " records, not " + records);
      }
      return;
    }
    topics.create(topic, scenario.partitions(), Map.of("max.message.bytes", "4194304"));
    byte[] value = scenario.payload().value();
    for (int i = 0; i < records; i++) {
      var unused = topics.send(new ProducerRecord<>(topic, i % scenario.partitions(), null, value));
    }
    topics.flush();
  }

  static void pause(long ms) {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A topic of its own for something else. */
  String topic(String purpose, int partitions) {
    String name = purpose + "-" + Math.abs(ThreadLocalRandom.current().nextInt());
    topics.create(name, partitions, Map.of("max.message.bytes", "4194304"));
    return name;
  }

  @Override
  public void close() {
    gauges.values().forEach(Rig::closeQuietly);
    subjects.values().forEach(Subject::close);
    endpoint.close();
    topics.close();
    broker.close();
  }

  private static void closeQuietly(Gauge gauge) {
    try {
      gauge.close();
    } catch (RuntimeException e) {
      // The JVM at its other end may be gone.
    }
  }
}
