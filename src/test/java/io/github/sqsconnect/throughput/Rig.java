package io.github.sqsconnect.throughput;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.sqsconnect.servers.ConnectWorker;
import io.github.sqsconnect.servers.KafkaBroker;
import io.github.sqsconnect.servers.KafkaTopics;
import io.github.sqsconnect.servers.PluginArchive;
import io.github.sqsconnect.servers.ProjectFiles;
import io.github.sqsconnect.servers.ServerRuntime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Broker, worker and endpoint, each in a process of its own, and the ceilings beside them. */
final class Rig implements AutoCloseable {
  /** As Kafka's own start script tunes a worker; the ceilings get the same. */
  private static final List<String> JVM =
      List.of(
          "-Xms1g",
          "-XX:+UseG1GC",
          "-XX:MaxGCPauseMillis=20",
          "-XX:InitiatingHeapOccupancyPercent=35");

  private static final String HEAP = "2g";
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final Path directory;
  private final KafkaBroker broker;
  private final Endpoint endpoint = Endpoint.start();
  private final int records;
  private final Map<String, Subject> subjects = new LinkedHashMap<>();
  private final Map<Long, Gauge> gauges = new HashMap<>();

  private Rig(Path directory, KafkaBroker broker, Connector connector, int records) {
    this.directory = directory;
    this.broker = broker;
    this.records = records;
    subjects.put(connector.name(), connector);
  }

  /** Starts all but the ceilings, and fills the topic. */
  static Rig start(int records) {
    Path directory = ProjectFiles.fresh(ProjectFiles.target().resolve("benchmark"));
    KafkaBroker broker =
        KafkaBroker.start(
            ServerRuntime.NEWEST_KAFKA,
            directory.resolve("broker"),
            Map.of("log.segment.bytes", "268435456"));
    try (KafkaTopics topics = new KafkaTopics(broker.bootstrapServers())) {
      topics.create(Scenario.TOPIC, Scenario.PARTITIONS);
      byte[] value = Scenario.value();
      for (int i = 0; i < records; i++) {
        var unused =
            topics.send(new ProducerRecord<>(Scenario.TOPIC, i % Scenario.PARTITIONS, null, value));
      }
      topics.flush();
    }
    Path plugins = PluginArchive.unpack(ProjectFiles.archive(), directory.resolve("plugins"));
    ConnectWorker worker =
        ConnectWorker.of(broker, plugins, directory.resolve("worker"))
            .heap(HEAP)
            .jvm(JVM.toArray(String[]::new))
            .property("offset.flush.interval.ms", "10000")
            .start();
    return new Rig(directory, broker, new Connector(worker), records);
  }

  /** Where a profile goes. */
  Path file(String name) {
    return directory.resolve(name);
  }

  /** One that was started before, or a ceiling that starts now. */
  Subject subject(String name) {
    return subjects.computeIfAbsent(
        name, absent -> Ceiling.start(absent, broker.bootstrapServers(), JVM, HEAP));
  }

  /** Forwards the whole topic once. */
  Result run(Scenario scenario, String subjectName) {
    int warm = records / 5;
    Subject subject = subject(subjectName);
    Gauge gauge = gauges.computeIfAbsent(subject.pid(), Gauge::of);
    endpoint.reset(scenario.latency(), warm);
    subject.start(scenario, endpoint);
    JsonNode from = awaitMessages(warm);
    Gauge.Spent before = gauge.spent();
    JsonNode to = awaitMessages(records);
    Gauge.Spent spent = gauge.spent().since(before);
    subject.finish();
    if (to.path("refused").asLong() > 0 || to.path("messages").asLong() != records) {
      throw new IllegalStateException(subjectName + ", " + scenario.label() + ": " + to);
    }
    double counted = records - from.path("messages").asDouble();
    return new Result(
        scenario,
        subjectName,
        to.path("bytes").asDouble() / records,
        to.path("timedMessages").asDouble() / to.path("timedNanos").asDouble() * 1e9,
        spent.cpuNanos() / 1e3 / counted,
        spent.allocatedBytes() / counted,
        records / to.path("requests").asDouble(),
        spent.waitedMs() * 1e6 / spent.atNanos());
  }

  private JsonNode awaitMessages(long wanted) {
    return await(wanted + " messages; the logs are in " + directory)
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(20))
        .pollDelay(Duration.ZERO)
        .until(endpoint::count, count -> count.path("messages").asLong() >= wanted);
  }

  @Override
  public void close() {
    gauges.values().forEach(Gauge::close);
    subjects.values().forEach(Subject::close);
    endpoint.close();
    broker.close();
  }
}
