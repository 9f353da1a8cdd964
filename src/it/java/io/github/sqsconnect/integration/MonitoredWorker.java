package io.github.sqsconnect.integration;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.servers.ConnectWorker;
import io.github.sqsconnect.servers.ConnectorConfig;
import io.github.sqsconnect.servers.ExporterAgent;
import io.github.sqsconnect.servers.LocalServers;
import io.github.sqsconnect.servers.PrometheusServer;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A worker with the JMX exporter, an SQS endpoint, and records that keep arriving. */
final class MonitoredWorker implements AutoCloseable {
  /** What a minute of the alert rules lasts in a test. */
  static final Duration MINUTE = Duration.ofSeconds(2);

  private static final long FEED_EVERY_MS = 100;
  private static final byte[] GOOD =
      ("{\"customer\":\"c-1\",\"action\":\"Searched\",\"text\":\"" + "x".repeat(400) + "\"}")
          .getBytes(UTF_8);

  final ScriptedSqs sqs = ScriptedSqs.setup().keepRequests(0).keepBodyChars(0).start();
  final ExporterAgent exporter;
  final ConnectWorker worker;
  private final LocalServers servers;
  private final Map<String, IntSupplier> feeds = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

  /**
   * Starts the worker.
   *
   * @param name of its directory and its group
   * @param changes to its settings
   */
  MonitoredWorker(LocalServers servers, String name, Consumer<ConnectWorker.Settings> changes) {
    this.servers = servers;
    ConnectWorker.Settings settings = servers.worker(name);
    changes.accept(settings);
    exporter = ExporterAgent.in(settings);
    worker = settings.start();
    sqs.always().latency(Duration.ofMillis(10));
    timer.scheduleWithFixedDelay(this::feed, FEED_EVERY_MS, FEED_EVERY_MS, TimeUnit.MILLISECONDS);
  }

  /** Starts Prometheus on the worker, with the alert rules in {@link #MINUTE} time. */
  PrometheusServer prometheus(String rules) {
    return PrometheusServer.start(
        servers.directory().resolve("prometheus"), inTestTime(rules), exporter);
  }

  /** Changes nothing but durations: minutes, and milliseconds written as minutes * 60000. */
  static String inTestTime(String rules) {
    return Pattern.compile("\\b(\\d+)m\\b")
        .matcher(rules)
        .replaceAll(
            minutes -> MINUTE.multipliedBy(Long.parseLong(minutes.group(1))).toSeconds() + "s")
        .replace("60000", Long.toString(MINUTE.toMillis()));
  }

  /** Creates a topic and a connector that sends it to a queue. */
  ScriptedQueue connector(
      String name, int partitions, String queueName, Map<String, String> settings) {
    servers.topics().create(name, partitions);
    ScriptedQueue queue = sqs.queue(queueName);
    configure(name, queueName, settings);
    return queue;
  }

  /** Changes the configuration, which restarts the tasks. */
  void configure(String name, String queueName, Map<String, String> settings) {
    worker.rest().put(name, ConnectorConfig.of(name, sqs.queue(queueName).url(), settings));
  }

  /** Sends so many good records to a topic ten times a second, from now on. */
  void feed(String topic, IntSupplier records) {
    feeds.put(topic, records);
  }

  private void feed() {
    feeds.forEach((topic, records) -> send(topic, records.getAsInt(), GOOD));
  }

  void send(String topic, int count, byte[] value) {
    servers.topics().sendAll(Collections.nCopies(count, new ProducerRecord<>(topic, value)));
  }

  @Override
  public void close() {
    timer.shutdownNow();
    worker.close();
    sqs.close();
  }
}
