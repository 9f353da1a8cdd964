package io.github.sqsconnect.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.sqsconnect.endpoint.EndpointProcess;
import io.github.sqsconnect.servers.ConnectRest.Plugin;
import io.github.sqsconnect.servers.ConnectWorker;
import io.github.sqsconnect.servers.LocalServers;
import io.github.sqsconnect.servers.ProjectFiles;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The archive in workers of other Kafka lines, all on the newest broker.
 *
 * <p>The oldest one is tried always; {@code -Dkafka.lines=3.7.2,3.9.2,…} tries others.
 */
@ExtendWith(SharedServers.class)
final class KafkaLinesIT {
  /** Together they are more than the buffer, and what is left of them is not a tenth of it. */
  private static final int RAW_RECORDS = 20;

  private static final int RAW_BYTES = 100_000;

  static Stream<String> lines() {
    return Stream.of(System.getProperty("kafka.lines", "3.6.2").split(",", -1));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void workerOfThisLineDeliversAndCommits(String version, LocalServers servers) {
    String name = "kafka-" + version.replace('.', '-');
    ConnectWorker.Settings settings =
        ConnectWorker.of(
                servers.broker(),
                servers.plugins(),
                ProjectFiles.fresh(ProjectFiles.target().resolve("integration/" + name)))
            .group("worker-" + name)
            .kafka(version);
    try (ConnectWorker worker = settings.start()) {
      assertThat(worker.rest().plugins())
          .contains(new Plugin(TestConnector.CLASS, "sink", System.getProperty("project.version")));

      Environment environment = new Environment(worker.rest(), servers.topics(), servers.sqs());
      try (TestConnector connector = TestConnector.create(environment, name, 1, Map.of())) {
        List<ProducerRecord<byte[], byte[]>> records =
            Stream.of("{\"n\":1}", "{\"n\":2}", "{\"n\":3}").map(connector::record).toList();
        connector.send(records);

        assertThat(connector.awaitBodies(3)).hasSize(3);
        connector.awaitAllCommitted();
      }
      requireRawSize(servers, worker, name);
    }
  }

  @Test
  void rawSizeCountsInAWorkerOfTheNewestLine(LocalServers servers) {
    requireRawSize(servers, servers.worker(), "kafka-newest");
  }

  /**
   * The buffer is full of raw records, of which converter and transform leave a few bytes. The
   * worker's own class has their size, which is not part of Connect's API.
   */
  private static void requireRawSize(LocalServers servers, ConnectWorker worker, String line) {
    String name = line + "-raw-size";
    servers.topics().create(name, 1);
    String value = "{\"n\":1,\"pad\":\"" + "x".repeat(RAW_BYTES) + "\"}";
    servers
        .topics()
        .sendAll(
            Stream.generate(() -> new ProducerRecord<byte[], byte[]>(name, value.getBytes(UTF_8)))
                .limit(RAW_RECORDS)
                .toList());
    try (EndpointProcess endpoint = EndpointProcess.start()) {
      endpoint.fault("{\"fault\":\"hang\"}");
      Map<String, String> config = TestConnector.config(name, endpoint.queueUrl(name));
      config.put("sqs.buffer.max.bytes", "1048576");
      config.put("value.converter", TestConnector.JSON);
      config.put("value.converter.schemas.enable", "false");
      config.put("transforms", "drop");
      config.put("transforms.drop.type", "org.apache.kafka.connect.transforms.ReplaceField$Value");
      config.put("transforms.drop.exclude", "pad");
      worker.rest().put(name, config);
      await("a pause of " + name)
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  worker
                      .logText()
                      .lines()
                      .anyMatch(each -> each.contains(name) && each.contains("event=paused")));
      worker.rest().delete(name);
    }
  }
}
