package io.github.sqsconnect.throughput;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.sqsconnect.endpoint.SelfSigned;
import io.github.sqsconnect.servers.ConnectWorker;
import io.github.sqsconnect.servers.KafkaBroker;
import io.github.sqsconnect.servers.KafkaTopics;
import io.github.sqsconnect.servers.PluginArchive;
import io.github.sqsconnect.servers.ProjectFiles;
import io.github.sqsconnect.servers.ServerRuntime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
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
  private final Endpoint endpoint;
  private final List<String> jvm;
  private final Path plugins;
  private final int share;
  private final KafkaTopics topics;
  private final Set<String> filled = new HashSet<>();
  private final Map<String, Subject> subjects = new LinkedHashMap<>();
  private final Map<Long, Gauge> gauges = new HashMap<>();
  private int workers;

  private Rig(Path directory, KafkaBroker broker, Path plugins, SelfSigned certificate, int share) {
    this.directory = directory;
    endpoint = Endpoint.start(certificate);
    jvm = Stream.concat(JVM.stream(), certificate.trust().stream()).toList();
    this.broker = broker;
    this.plugins = plugins;
    this.share = share;
    topics = new KafkaTopics(broker.bootstrapServers());
  }

  /**
   * Starts the broker and the endpoint.
   *
   * @param directory of logs and recordings; it is emptied
   * @param share one of so many records of a payload makes a run
   */
  static Rig start(Path directory, int share) {
    ProjectFiles.fresh(directory);
    KafkaBroker broker =
        KafkaBroker.start(
            ServerRuntime.NEWEST_KAFKA,
            directory.resolve("broker"),
            Map.of("log.segment.bytes", "268435456"));
    Path plugins = PluginArchive.unpack(ProjectFiles.archive(), directory.resolve("plugins"));
    return new Rig(directory, broker, plugins, SelfSigned.in(directory), share);
  }

  /** A worker that has run nothing yet; who asks for it closes it. */
  Connector freshWorker() {
    String name = "worker-" + ++workers;
    return new Connector(
        ConnectWorker.of(broker, plugins, directory.resolve(name))
            .group(name)
            .heap(HEAP)
            .jvm(jvm.toArray(String[]::new))
            .property("offset.flush.interval.ms", "10000")
            .start());
  }

  /** The one that throughput is measured with. */
  Connector connector() {
    return (Connector) subject(Subject.CONNECTOR);
  }

  KafkaTopics topics() {
    return topics;
  }

  String bootstrapServers() {
    return broker.bootstrapServers();
  }

  Endpoint endpoint() {
    return endpoint;
  }

  /** Records of a run. */
  int records(Payload payload) {
    return payload.records() / share;
  }

  /** Makes the topic and its records, once. */
  void fill(Scenario scenario) {
    if (filled.add(scenario.topic())) {
      topics.create(
          scenario.topic(), scenario.partitions(), Map.of("max.message.bytes", "2097152"));
      byte[] value = scenario.payload().value();
      for (int i = 0; i < records(scenario.payload()); i++) {
        var unused =
            topics.send(
                new ProducerRecord<>(scenario.topic(), i % scenario.partitions(), null, value));
      }
      topics.flush();
    }
  }

  /** One that was started before, or one that starts now. */
  Subject subject(String name) {
    return subjects.computeIfAbsent(
        name,
        absent ->
            absent.equals(Subject.CONNECTOR)
                ? freshWorker()
                : Ceiling.start(absent, broker.bootstrapServers(), jvm, HEAP));
  }

  /** Forwards the whole topic once. */
  Result run(Scenario scenario, String subjectName) {
    fill(scenario);
    int records = records(scenario.payload());
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
    double bytes = to.path("bytes").asDouble();
    return new Result(
        scenario,
        subjectName,
        bytes / records,
        to.path("timedMessages").asDouble() / to.path("timedNanos").asDouble() * 1e9,
        spent.cpuNanos() / 1e3 / counted,
        spent.allocatedBytes() / counted,
        records / to.path("requests").asDouble(),
        to.path("billedUnits").asDouble() / Math.ceil(Math.max(records / 10.0, bytes / 65_536)),
        spent.waitedMs() * 1e6 / spent.atNanos() / scenario.tasks());
  }

  /** Waits until so many messages are acknowledged. */
  JsonNode awaitMessages(long wanted) {
    return await(wanted + " messages; the logs are in " + directory)
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(50))
        .pollDelay(Duration.ZERO)
        .until(endpoint::count, count -> count.path("messages").asLong() >= wanted);
  }

  @Override
  public void close() {
    gauges.values().forEach(Gauge::close);
    subjects.values().forEach(Subject::close);
    topics.close();
    endpoint.close();
    broker.close();
  }
}
