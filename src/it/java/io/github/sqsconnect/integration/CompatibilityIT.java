package io.github.sqsconnect.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.endpoint.EndpointFault;
import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.integration.CompatibilityPage.Cell;
import io.github.sqsconnect.integration.TestConnector.Servers;
import io.github.sqsconnect.servers.Await;
import io.github.sqsconnect.servers.ConnectRest;
import io.github.sqsconnect.servers.ConnectRest.Plugin;
import io.github.sqsconnect.servers.ConnectWorker;
import io.github.sqsconnect.servers.ConnectorConfig;
import io.github.sqsconnect.servers.LocalServers;
import io.github.sqsconnect.servers.RunningJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The archive in workers of other Kafka releases, all on one broker: installed, validated,
 * delivering, watched, with a dead letter, restarted and deleted.
 *
 * <p>Every build tests the oldest and the newest release; {@code -Pcompatibility} tests all of them
 * on two JDKs, and {@code -Dkafka.lines=3.7.2,…} some.
 */
@ExtendWith(SharedServers.class)
final class CompatibilityIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String VERSION = System.getProperty("project.version");
  private static final Plugin NEWER = new Plugin(ConnectorConfig.CONNECTOR, "sink", VERSION);
  private static final Plugin OLDER =
      new Plugin(ConnectorConfig.CONNECTOR, "sink", OlderVersion.NUMBER);

  /** Together larger than the buffer; what the transform leaves of them is less than a tenth. */
  private static final int RAW_RECORDS = 20;

  private static final int RAW_BYTES = 100_000;

  private static final CompatibilityPage PAGE = new CompatibilityPage();

  static Stream<Cell> cells() {
    return CompatibilityPage.cells();
  }

  @AfterAll
  static void writePage() {
    PAGE.write();
  }

  @Test
  void pageHasARowForEachRelease() {
    assertThat(PAGE.releases()).containsExactlyElementsOf(CompatibilityPage.KAFKA);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cells")
  void archiveWorks(Cell cell, LocalServers servers) {
    String name = "compatibility-" + cell.toString().replaceAll("[^0-9a-z]+", "-");
    Path plugins =
        cell.hasVersions() ? OlderVersion.beside(servers.directory()) : servers.plugins();
    ConnectWorker.Settings settings =
        ConnectWorker.of(servers.broker(), plugins, servers.directory().resolve(name))
            .group(name)
            .kafka(cell.kafka())
            .java(cell.jdk())
            .heap("320m")
            .property("plugin.discovery", cell.discovery())
            .property("task.shutdown.graceful.timeout.ms", "1")
            .without("consumer.session.timeout.ms")
            .without("consumer.heartbeat.interval.ms");
    PAGE.failed(cell);
    try (ConnectWorker worker = settings.start()) {
      assertThat(worker.rest().plugins()).contains(NEWER);
      connectorLives(servers, worker, cell, name);
      if (cell.hasVersions()) {
        versionsRunSideBySide(servers, worker, name + "-versions");
      }
      if (cell.isFirstOfItsRelease()) {
        rawSizeIsCounted(servers, worker, name + "-raw");
      }
      if (cell.isFirstOfItsRelease() && cell.hasNewGroupProtocol()) {
        PAGE.newGroupProtocol(cell, newGroupProtocol(servers, worker, name + "-group"));
      }
    }
    PAGE.works(cell);
  }

  private static void connectorLives(
      LocalServers servers, ConnectWorker worker, Cell cell, String name) {
    RunningJvm jvm = worker.jvm();
    ConnectRest rest = worker.rest();
    Servers stack = new Servers(rest, servers.topics(), servers.elasticMq().sqs());
    Map<String, String> deadLetters = ConnectorConfig.deadLetters(name + "-dead");
    Map<String, String> wrong = ConnectorConfig.of(name, "not a URL", deadLetters);
    wrong.put("name", name);
    assertThat(rest.validate(wrong).errors()).containsOnlyKeys("sqs.queue.url");

    String gone;
    try (TestConnector connector = TestConnector.create(stack, name, 1, deadLetters)) {
      gone = "connector=" + connector.name();
      rest.awaitRunning(connector.name());
      connector.send(
          Stream.of("{\"n\":1}", "not json", "{\"n\":2}", "{\"n\":3}")
              .map(connector::record)
              .toList());
      assertThat(connector.awaitBodies(3)).hasSize(3);
      connector.awaitCommitted();
      assertThat(servers.topics().read(name + "-dead"))
          .singleElement()
          .matches(dead -> new String(dead.value(), UTF_8).equals("not json"));
      String mbean = "type=sqs-sink-task-metrics,connector=" + connector.name() + ",task=0";
      Await.until(
          "metrics",
          LIMIT,
          () ->
              Stream.of(mbean, "records-received-total = 4.0", "messages-delivered-total = 3.0")
                  .allMatch(jvm.metrics()::contains));
      if (cell.hasVersions()) {
        assertThat(jvm.metrics()).contains("type=plugins," + gone);
      }

      rest.restart(connector.name());
      rest.awaitRunning(connector.name());
      connector.send(List.of(connector.record("{\"n\":4}")));
      connector.awaitBodies(4);
      connector.awaitCommitted();
    }
    Await.until("end of all metrics", LIMIT, () -> !jvm.metrics().contains(gone));
  }

  /**
   * A connector changes its version (KIP-891) while a request of the older task hangs. So the older
   * task ends after its successor has started, and must leave the successor's metrics.
   */
  private static void versionsRunSideBySide(
      LocalServers servers, ConnectWorker worker, String name) {
    ConnectRest rest = worker.rest();
    assertThat(rest.plugins()).contains(NEWER, OLDER);
    servers.topics().create(name, 1);
    try (ScriptedSqs sqs = ScriptedSqs.start()) {
      ScriptedQueue queue = sqs.queue(name);
      Map<String, String> config = ConnectorConfig.of(name, queue.url());
      config.put("connector.plugin.version", OLDER.version());
      rest.put(name, config);
      rest.awaitRunning(name);
      send(servers, name, 1);
      Await.until("message of the older version", LIMIT, () -> queue.size() == 1);

      EndpointFault hang = sqs.always().hang();
      send(servers, name, 1);
      Await.until("request that hangs", LIMIT, () -> sqs.requests().size() > 1);
      config.put("connector.plugin.version", NEWER.version());
      rest.put(name, config);
      Await.until("newer task", LIMIT, () -> log(worker, name, "started").size() == 2);
      assertThat(log(worker, name, "stopped")).as("the older task ends later").isEmpty();
      Await.until("end of the older task", LIMIT, () -> taskThreads(worker, name) == 1);
      hang.remove();
      Await.until("message of the newer version", LIMIT, () -> queue.size() >= 2);
      assertThat(log(worker, name, "started"))
          .extracting(line -> line.replaceFirst(".* version=(\\S+).*", "$1"))
          .startsWith(OLDER.version())
          .endsWith(NEWER.version());
      String labels = ",connector=" + name + ",task=0";
      Await.until(
          "metrics of the newer version",
          LIMIT,
          () ->
              Stream.of("-queue-metrics", "-task-metrics", "-task-info")
                  .map(type -> "type=sqs-sink" + type + labels)
                  .allMatch(worker.jvm().metrics()::contains));
      assertThat(worker.jvm().metrics())
          .contains("task-info" + labels + ",version=" + NEWER.version())
          .doesNotContain("version=" + OLDER.version() + ",format");
      rest.delete(name);
    }
  }

  private static long taskThreads(ConnectWorker worker, String name) {
    return worker.jvm().threads().stream()
        .filter(thread -> thread.startsWith("task-thread-" + name))
        .count();
  }

  private static List<String> log(ConnectWorker worker, String name, String event) {
    return worker.taskLog(name, "event=" + event);
  }

  private static void send(LocalServers servers, String topic, int count) {
    servers
        .topics()
        .sendAll(
            IntStream.range(0, count)
                .mapToObj(
                    n ->
                        new ProducerRecord<byte[], byte[]>(
                            topic, ("{\"n\":" + n + "}").getBytes(UTF_8)))
                .toList());
  }

  /**
   * The raw records fill the buffer, although converter and transform leave only a few bytes of
   * each. Their raw size is in a class of the worker that is not part of Connect's API.
   */
  private static void rawSizeIsCounted(LocalServers servers, ConnectWorker worker, String name) {
    servers.topics().create(name, 1);
    String value = "{\"n\":1,\"pad\":\"" + "x".repeat(RAW_BYTES) + "\"}";
    servers
        .topics()
        .sendAll(
            Stream.generate(() -> new ProducerRecord<byte[], byte[]>(name, value.getBytes(UTF_8)))
                .limit(RAW_RECORDS)
                .toList());
    try (ScriptedSqs sqs = ScriptedSqs.start()) {
      sqs.always().hang();
      Map<String, String> config = ConnectorConfig.of(name, sqs.queue(name).url());
      config.put("sqs.buffer.max.bytes", "1048576");
      config.put("value.converter", ConnectorConfig.JSON);
      config.put("value.converter.schemas.enable", "false");
      config.put("transforms", "drop");
      config.put("transforms.drop.type", "org.apache.kafka.connect.transforms.ReplaceField$Value");
      config.put("transforms.drop.exclude", "pad");
      worker.rest().put(name, config);
      Await.until("pause of " + name, LIMIT, () -> !log(worker, name, "paused").isEmpty());
      worker.rest().delete(name);
    }
  }

  /**
   * A task has committed everything, and then one of its two partitions moves to another member of
   * its group. Returns what happens to the task.
   */
  private static String newGroupProtocol(LocalServers servers, ConnectWorker worker, String name) {
    ConnectRest rest = worker.rest();
    String other = name + "-other";
    servers.topics().create(name, 2);
    try (ScriptedSqs sqs = ScriptedSqs.start()) {
      Map<String, String> config = new HashMap<>(ConnectorConfig.of(name, sqs.queue(name).url()));
      config.put("consumer.override.group.protocol", "consumer");
      rest.put(name, config);
      rest.awaitRunning(name);
      Await.until("delivery in " + name, LIMIT, () -> feed(servers, name, sqs.queue(name)));
      Await.until("commit", LIMIT, () -> servers.topics().allCommitted(name, name));

      config.put("sqs.queue.url", sqs.queue(other).url());
      config.put("consumer.override.group.id", "connect-" + name);
      rest.put(other, config);
      boolean failed = Await.within(Duration.ofSeconds(10), () -> rest.hasFailedTask(name));
      Await.until("partition that moved", LIMIT, () -> feed(servers, name, sqs.queue(other)));
      String outcome = failed ? rest.status(name).failedTask().orElseThrow().trace() : "works";
      rest.delete(other);
      rest.delete(name);
      return outcome;
    }
  }

  /** Sends to both partitions; whether the queue has messages of them. */
  private static boolean feed(LocalServers servers, String topic, ScriptedQueue queue) {
    for (int partition = 0; partition < 2; partition++) {
      servers
          .topics()
          .send(new ProducerRecord<>(topic, partition, null, "{\"n\":1}".getBytes(UTF_8)));
    }
    servers.topics().flush();
    return queue.size() > 1;
  }
}
