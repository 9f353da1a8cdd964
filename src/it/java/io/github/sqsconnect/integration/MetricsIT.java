package io.github.sqsconnect.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.servers.Await;
import io.github.sqsconnect.servers.ConnectorConfig;
import io.github.sqsconnect.servers.ExporterAgent;
import io.github.sqsconnect.servers.ExporterAgent.Sample;
import io.github.sqsconnect.servers.LocalServers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The metrics of a real worker, as the agents read them with our rules. A connector with two tasks
 * and one with a FIFO queue have delivered records while requests failed.
 */
@ExtendWith(SharedServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class MetricsIT {
  private static final Path FOLDER = ProjectFiles.root().resolve("docs/operations");
  private static final Pattern METRIC = Pattern.compile("\\b(?:sqs_sink|kafka_connect)_\\w+");

  /** A heading of docs/metrics.md, and a row: name, kind and unit of a metric. */
  private static final Pattern SCOPE = Pattern.compile("## `sqs-sink-(\\w+)-\\w+`");

  private static final Pattern ROW =
      Pattern.compile("\\| `([a-z0-9-]+)` \\| (\\w+) \\| ([^|]+) \\|.*");
  private static final Map<String, List<String>> SUFFIXES =
      Map.of(
          "counter", List.of("_total"),
          "distribution", List.of("_p50", "_p95", "_p99", "_max", "_avg"));
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final String ORDERS = "metrics-orders";
  private static final String AUDIT = "metrics-audit";
  private static final int GOOD = 3_000;
  private static final int BAD = 30;
  private static final int EMPTY = 7;

  private MonitoredWorker worker;
  private ExporterAgent openTelemetry;
  private Path plugins;
  private ScriptedQueue orders;
  private List<Sample> samples;

  @BeforeAll
  void deliverWhileRequestsFail(LocalServers servers) {
    worker =
        new MonitoredWorker(
            servers,
            "metrics",
            settings -> openTelemetry = ExporterAgent.openTelemetryIn(settings));
    plugins = servers.plugins();
    worker.sqs.onQueue("orders").afterFirst(20).next(10).throttle();
    worker.sqs.onQueue("orders").afterFirst(60).next(5).error("InternalError");
    worker.sqs.onQueue("audit.fifo").afterFirst(5).next(3).expiredCredentials();
    Map<String, String> settings = new HashMap<>(ConnectorConfig.deadLetters("metrics-dead"));
    settings.put("tasks.max", "2");
    settings.put("behavior.on.null.values", "ignore");
    orders = worker.connector(ORDERS, 2, "orders", settings);
    ScriptedQueue audit = worker.connector(AUDIT, 1, "audit.fifo", Map.of());
    // One task reads both partitions until the other one joins.
    Await.until(
        "group of " + ORDERS,
        LIMIT,
        () -> !worker.worker.taskLog(ORDERS, "newly assigned partitions").isEmpty());
    Await.until(
        "a partition for each task",
        LIMIT,
        () -> servers.topics().partitionsPerMember(ORDERS).equals(List.of(1, 1)));
    worker.worker.rest().awaitRunning(AUDIT);

    servers
        .topics()
        .sendAll(IntStream.range(0, GOOD).mapToObj(i -> record(i, "{\"n\":" + i + "}")).toList());
    servers.topics().sendAll(IntStream.range(0, BAD).mapToObj(i -> record(i, "not json")).toList());
    servers.topics().sendAll(IntStream.range(0, EMPTY).mapToObj(i -> record(i, null)).toList());
    worker.send(AUDIT, 50, "{\"a\":1}".getBytes(UTF_8));
    Await.until("orders", LIMIT, () -> orders.size() >= GOOD);
    Await.until("audit", LIMIT, () -> audit.size() >= 50);
    samples =
        Await.value("counts of all records", LIMIT, worker.exporter::read, MetricsIT::isComplete);
  }

  /** Each task publishes once a second, so one may have published all of its counts earlier. */
  private static boolean isComplete(List<Sample> read) {
    return total(read, "sqs_sink_task_records_received_total", ORDERS) == GOOD + BAD + EMPTY
        && total(read, "sqs_sink_task_records_filtered_total", ORDERS) == EMPTY
        && total(read, "sqs_sink_task_dead_letters_total", ORDERS) == BAD
        && total(read, "sqs_sink_task_messages_delivered_total", ORDERS) == GOOD
        && total(read, "sqs_sink_task_messages_delivered_total", AUDIT) == 50;
  }

  private static ProducerRecord<byte[], byte[]> record(int number, String value) {
    return new ProducerRecord<>(
        ORDERS, number % 2, null, value == null ? null : value.getBytes(UTF_8));
  }

  @AfterAll
  void stop() {
    worker.close();
  }

  @Test
  @Order(1)
  void everySeriesThatAPanelOrAnAlertAsksForExists() {
    Set<String> wanted =
        List.of("grafana-dashboard.json", "alerts.yml").stream()
            .map(file -> ProjectFiles.read(FOLDER.resolve(file)))
            .flatMap(text -> METRIC.matcher(text).results())
            .map(MatchResult::group)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> numbers =
        samples.stream()
            .filter(sample -> !Double.isNaN(sample.value()))
            .map(Sample::name)
            .collect(Collectors.toSet());

    assertThat(wanted).hasSizeGreaterThan(50);
    assertThat(numbers).containsAll(wanted);
  }

  @Test
  @Order(1)
  void everyMetricOfThePageIsReadWithItsUnit() {
    Set<String> read = samples.stream().map(Sample::name).collect(Collectors.toSet());
    String scope = "";
    int metrics = 0;
    for (String line : ProjectFiles.lines(ProjectFiles.root().resolve("docs/metrics.md"))) {
      Matcher heading = SCOPE.matcher(line);
      Matcher row = ROW.matcher(line);
      if (heading.matches()) {
        scope = heading.group(1);
      } else if (row.matches()) {
        String name = row.group(1).equals("info") ? "build" : row.group(1).replace('-', '_');
        String unit = row.group(3);
        for (String suffix : SUFFIXES.getOrDefault(row.group(2), List.of(""))) {
          assertThat(read).contains("sqs_sink_" + scope + "_" + name + suffix);
        }
        if (unit.equals("ms") || unit.equals("bytes")) {
          assertThat(name).contains(unit);
        }
        metrics++;
      }
    }
    assertThat(metrics).isGreaterThan(45);
  }

  @Test
  @Order(1)
  void openTelemetryAgentReadsTheSameMetrics() {
    String delivered = "sqs_sink_task_messages_delivered_total";
    List<Sample> read =
        Await.value(
            "metrics of both connectors",
            LIMIT,
            openTelemetry::read,
            all ->
                total(all, delivered, AUDIT) == 50
                    && total(all, delivered, ORDERS) == GOOD
                    && hasAllNames(all));

    assertThat(names(read)).isEqualTo(names(samples));
    assertThat(read)
        .filteredOn(sample -> sample.name().equals("kafka_connect_task_status"))
        .filteredOn(sample -> sample.value() == 1)
        .extracting(sample -> sample.label("status"))
        .containsOnly("running")
        .hasSize(3);
  }

  /** The agent looks for new MBeans at intervals. */
  private boolean hasAllNames(List<Sample> read) {
    return names(read).containsAll(names(samples));
  }

  /** The names of all metrics of the rules, except the lag: see docs/operations.md. */
  private static Set<String> names(List<Sample> samples) {
    return samples.stream()
        .map(Sample::name)
        .filter(name -> METRIC.matcher(name).matches() && !name.endsWith("_records_lag"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  @Order(1)
  void countsAreThoseOfTheEndpoint() {
    assertThat(task("records_received_total")).isEqualTo(GOOD + BAD + EMPTY);
    assertThat(task("records_delivered_total")).isEqualTo(GOOD);
    assertThat(task("records_filtered_total")).isEqualTo(EMPTY);
    assertThat(task("records_rejected_total")).isEqualTo(BAD);
    assertThat(task("messages_delivered_total")).isEqualTo(orders.size()).isEqualTo(GOOD);
    assertThat(task("requests_throttled_total")).isEqualTo(10);
    assertThat(total(samples, "sqs_sink_queue_requests_throttled_total", ORDERS)).isEqualTo(10);
    assertThat(task("messages_sent_total"))
        .isEqualTo(GOOD + task("messages_retried_total"))
        .isEqualTo(total(samples, "sqs_sink_queue_messages_sent_total", ORDERS));
    assertThat(task("billed_units_total")).isEqualTo(task("requests_sent_total"));
    assertThat(task("bytes_sent_total")).isGreaterThan(GOOD * 7);

    assertThat(value("sqs_sink_rejection_records_rejected_total", ORDERS, "reason", "not_json"))
        .isEqualTo(BAD);
    assertThat(value("sqs_sink_retry_messages_retried_total", ORDERS, "cause", "throttled"))
        .isPositive();
    assertThat(value("sqs_sink_retry_messages_retried_total", ORDERS, "cause", "service"))
        .isPositive();
    assertThat(value("sqs_sink_retry_messages_retried_total", AUDIT, "cause", "credentials"))
        .isPositive();
  }

  @Test
  @Order(1)
  void gaugesAndDistributionsAreInTheirUnits() {
    assertBetween("sqs_sink_task_entries_per_request", 1, 10);
    assertBetween("sqs_sink_task_in_flight_window", 1, 64);
    assertBetween("sqs_sink_task_requests_in_flight", 0, 64);
    assertBetween("sqs_sink_task_buffer_max_bytes", 32 << 20, 32 << 20);
    assertBetween("sqs_sink_task_queues", 1, 1);
    assertBetween("sqs_sink_task_paused_ratio", 0, 1);
    assertBetween("sqs_sink_task_last_success_age_ms", 0, LIMIT.toMillis());
    assertBetween("sqs_sink_queue_failing", 0, 0);
    assertBetween("kafka_connect_consumer_records_lag", 0, 0);
    // The endpoint responds after 10 ms; the records are a few seconds old.
    for (String distribution : List.of("request_latency_ms", "record_age_ms")) {
      String name = "sqs_sink_task_" + distribution;
      assertBetween(name + "_p50", 8, LIMIT.toMillis());
      for (String task : List.of("0", "1")) {
        assertThat(
                List.of("_p50", "_p95", "_p99", "_max").stream()
                    .map(part -> value(name + part, ORDERS, "task", task))
                    .toList())
            .as("%s of task %s", name, task)
            .isSorted();
      }
    }
  }

  @Test
  @Order(1)
  void tasksAndConnectorsAreDistinguished() {
    Set<String> tasks =
        samples.stream()
            .filter(sample -> sample.name().equals("sqs_sink_task_messages_delivered_total"))
            .map(sample -> sample.label("connector") + " " + sample.label("task"))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(tasks).containsExactlyInAnyOrder(ORDERS + " 0", ORDERS + " 1", AUDIT + " 0");
    for (String task : List.of("0", "1")) {
      assertThat(value("sqs_sink_task_messages_delivered_total", ORDERS, "task", task))
          .isEqualTo(GOOD / 2);
    }
    assertThat(total(samples, "sqs_sink_task_messages_delivered_total", AUDIT)).isEqualTo(50);
    assertThat(samples)
        .filteredOn(sample -> sample.name().equals("sqs_sink_task_build"))
        .hasSize(3)
        .allMatch(sample -> sample.label("version").equals(System.getProperty("project.version")))
        .allMatch(sample -> sample.label("format").equals("event-batch"));
  }

  @Test
  @Order(1)
  void healthCheckOfTheArchiveReadsRestAndMetrics() throws IOException, InterruptedException {
    assertThat(health("--live")).isZero();
    assertThat(health(ORDERS)).isZero();
    assertThat(health("--metrics", worker.exporter.uri().toString(), ORDERS)).isZero();
    assertThat(health("unknown")).isEqualTo(4);
    worker.worker.rest().pause(AUDIT);
    Await.until("paused connector", LIMIT, () -> health(AUDIT) == 5);
    worker.worker.rest().resume(AUDIT);
  }

  @Test
  @Order(2)
  void nothingIsLeftAfterTheConnectorIsDeleted() {
    worker.worker.rest().delete(ORDERS);
    Await.until(
        "end of all series", LIMIT, () -> connectors(worker.exporter.read()).equals(Set.of(AUDIT)));
  }

  private int health(String... arguments) throws IOException, InterruptedException {
    Path script = ProjectFiles.tree(plugins, "bin/health").stream().findFirst().orElseThrow();
    List<String> command = new ArrayList<>(List.of("bash", script.toString()));
    command.addAll(List.of("--worker", worker.worker.uri().toString()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private static Set<String> connectors(List<Sample> samples) {
    return samples.stream()
        .filter(sample -> sample.name().startsWith("sqs_sink_"))
        .map(sample -> sample.label("connector"))
        .collect(Collectors.toSet());
  }

  private void assertBetween(String name, double least, double most) {
    assertThat(values(samples, name, sample -> true))
        .as(name)
        .isNotEmpty()
        .allMatch(value -> value >= least && value <= most);
  }

  private double task(String attribute) {
    return total(samples, "sqs_sink_task_" + attribute, ORDERS);
  }

  private static double total(List<Sample> samples, String name, String connector) {
    return values(samples, name, sample -> sample.label("connector").equals(connector)).stream()
        .mapToDouble(Double::doubleValue)
        .sum();
  }

  /** The sum of the samples with this label. */
  private double value(String name, String connector, String label, String value) {
    return values(
            samples,
            name,
            sample ->
                sample.label("connector").equals(connector) && sample.label(label).equals(value))
        .stream()
        .mapToDouble(Double::doubleValue)
        .sum();
  }

  private static List<Double> values(
      List<Sample> samples, String name, Predicate<Sample> selected) {
    return samples.stream()
        .filter(sample -> sample.name().equals(name))
        .filter(selected)
        .map(Sample::value)
        .toList();
  }
}
