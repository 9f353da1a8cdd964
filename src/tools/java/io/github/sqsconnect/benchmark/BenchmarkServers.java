package io.github.sqsconnect.benchmark;

import io.github.sqsconnect.endpoint.SelfSigned;
import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.servers.Await;
import io.github.sqsconnect.servers.ConnectWorker;
import io.github.sqsconnect.servers.KafkaBroker;
import io.github.sqsconnect.servers.KafkaTopics;
import io.github.sqsconnect.servers.RunningJvm;
import io.github.sqsconnect.servers.RunningJvm.Usage;
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

/** Broker, endpoint, workers and bare clients, each in a process of its own. */
final class BenchmarkServers implements AutoCloseable {
  /** As in Kafka's own start script of a worker; bare clients get the same. */
  private static final List<String> JVM_OPTIONS =
      List.of(
          "-Xms1g",
          "-Xmx2g",
          "-XX:+UseG1GC",
          "-XX:MaxGCPauseMillis=20",
          "-XX:InitiatingHeapOccupancyPercent=35");

  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final Path directory;
  private final int share;
  private final KafkaBroker broker;
  private final KafkaTopics topics;
  private final FastSqs endpoint;
  private final Path plugins;
  private final List<String> jvmOptions;
  private final Set<String> filledTopics = new HashSet<>();
  private final Map<String, Forwarder> forwarders = new LinkedHashMap<>();
  private final Map<Long, RunningJvm> jvms = new HashMap<>();
  private int workers;

  /**
   * Starts the broker and the endpoint.
   *
   * @param directory of logs and recordings, which is emptied
   * @param share a run forwards the number of records of a payload, divided by this
   */
  BenchmarkServers(Path directory, int share) {
    this.directory = ProjectFiles.emptied(directory);
    this.share = share;
    broker =
        KafkaBroker.start(directory.resolve("broker"), Map.of("log.segment.bytes", "268435456"));
    topics = new KafkaTopics(broker.bootstrapServers());
    plugins = ProjectFiles.installArchive(directory.resolve("plugins"));
    SelfSigned certificate = SelfSigned.in(directory);
    endpoint = new FastSqs(certificate);
    jvmOptions = Stream.concat(JVM_OPTIONS.stream(), certificate.trust().stream()).toList();
  }

  /** Starts a new worker, which the caller closes. */
  ConnectorForwarder newWorker() {
    String name = "worker-" + ++workers;
    return new ConnectorForwarder(
        ConnectWorker.of(broker, plugins, directory.resolve(name))
            .group(name)
            .heap("2g")
            .jvm(jvmOptions)
            .property("offset.flush.interval.ms", "10000")
            .start());
  }

  /** The worker for all measurements of pace. */
  ConnectorForwarder connector() {
    return (ConnectorForwarder) forwarder(Forwarder.CONNECTOR);
  }

  KafkaTopics topics() {
    return topics;
  }

  String bootstrapServers() {
    return broker.bootstrapServers();
  }

  FastSqs endpoint() {
    return endpoint;
  }

  /** Creates the topic of a scenario with its records, if it does not exist. */
  void fill(Scenario scenario) {
    if (filledTopics.add(scenario.topic())) {
      topics.create(
          scenario.topic(), scenario.partitions(), Map.of("max.message.bytes", "2097152"));
      byte[] value = scenario.payload().value();
      for (int i = 0; i < records(scenario.payload()); i++) {
        topics.send(new ProducerRecord<>(scenario.topic(), i % scenario.partitions(), null, value));
      }
      topics.flush();
    }
  }

  /** The records of one run. */
  int records(Payload payload) {
    return payload.records() / share;
  }

  /** The forwarder of that name, which is started if it does not run. */
  Forwarder forwarder(String name) {
    return forwarders.computeIfAbsent(
        name,
        absent ->
            absent.equals(Forwarder.CONNECTOR)
                ? newWorker()
                : BareClientProcess.start(absent, broker.bootstrapServers(), jvmOptions));
  }

  /** Forwards all records of a scenario once. */
  RunResult run(Scenario scenario, String forwarderName) {
    fill(scenario);
    int records = records(scenario.payload());
    int warm = records / 5;
    Forwarder forwarder = forwarder(forwarderName);
    RunningJvm jvm =
        jvms.computeIfAbsent(forwarder.pid(), pid -> new RunningJvm(pid).measureWaiting());

    endpoint.reset(scenario.latency(), warm);
    forwarder.start(scenario, endpoint);
    long from = awaitMessages(warm);
    Usage before = usage(jvm);
    long begin = System.nanoTime();
    long to = awaitMessages(records);
    Usage used = usage(jvm).since(before);
    long nanos = System.nanoTime() - begin;
    forwarder.finish();
    RequestCounts counts = endpoint.counts();
    if (counts.refused.get() > 0 || to != records) {
      throw new IllegalStateException(
          "%s, %s: %d messages, %d requests refused"
              .formatted(forwarderName, scenario.label(), to, counts.refused.get()));
    }
    double counted = records - from;
    double bytes = counts.bytes.get();
    return new RunResult(
        scenario,
        forwarderName,
        bytes / records,
        counts.messagesPerSecond(),
        used.cpuNanos() / 1e3 / counted,
        used.allocatedBytes() / counted,
        records / counts.requests.doubleValue(),
        counts.billedUnits.get() / Math.ceil(Math.max(records / 10.0, bytes / 65_536)),
        used.waitedMs() * 1e6 / nanos / scenario.tasks());
  }

  private static Usage usage(RunningJvm jvm) {
    return jvm.usage("task-thread-", BareClient.THREAD);
  }

  /** Waits until the endpoint has acknowledged so many messages; returns how many it has. */
  long awaitMessages(long wanted) {
    return Await.value(
        wanted + " messages; the logs are in " + directory,
        LIMIT,
        () -> endpoint.counts().messages.get(),
        messages -> messages >= wanted);
  }

  @Override
  public void close() {
    forwarders.values().forEach(Forwarder::close);
    topics.close();
    endpoint.close();
    broker.close();
  }
}
