package io.github.sqsconnect.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.integration.TestConnector.Servers;
import io.github.sqsconnect.servers.Await;
import io.github.sqsconnect.servers.ConnectRest.Plugin;
import io.github.sqsconnect.servers.ConnectWorker;
import io.github.sqsconnect.servers.ConnectorConfig;
import io.github.sqsconnect.servers.LocalServers;
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
 * The archive in workers of other Kafka releases, all on the newest broker.
 *
 * <p>Every build tests the oldest one; {@code -Dkafka.lines=3.7.2,3.9.2,…} tests others.
 */
@ExtendWith(SharedServers.class)
final class KafkaLinesIT {
  /** Together larger than the buffer; what the transform leaves of them is less than a tenth. */
  private static final int RAW_RECORDS = 20;

  private static final int RAW_BYTES = 100_000;

  static Stream<String> lines() {
    return Stream.of(System.getProperty("kafka.lines", "3.6.2").split(",", -1));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void workerOfThisReleaseDeliversAndCommits(String version, LocalServers servers) {
    String name = "kafka-" + version.replace('.', '-');
    try (ConnectWorker worker = servers.worker(name).kafka(version).start()) {
      assertThat(worker.rest().plugins())
          .contains(
              new Plugin(ConnectorConfig.CONNECTOR, "sink", System.getProperty("project.version")));

      Servers stack = new Servers(worker.rest(), servers.topics(), servers.elasticMq().sqs());
      try (TestConnector connector = TestConnector.create(stack, name, 1, Map.of())) {
        List<ProducerRecord<byte[], byte[]>> records =
            Stream.of("{\"n\":1}", "{\"n\":2}", "{\"n\":3}").map(connector::record).toList();
        connector.send(records);

        assertThat(connector.awaitBodies(3)).hasSize(3);
        connector.awaitCommitted();
      }
      requireRawSize(servers, worker, name);
    }
  }

  @Test
  void rawSizeIsCountedByTheNewestRelease(LocalServers servers) {
    requireRawSize(servers, servers.worker(), "kafka-newest");
  }

  /**
   * The raw records fill the buffer, although converter and transform leave only a few bytes of
   * each. Their raw size is in a class of the worker that is not part of Connect's API.
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
      Await.until(
          "pause of " + name,
          Duration.ofSeconds(30),
          () -> !worker.taskLog(name, "event=paused").isEmpty());
      worker.rest().delete(name);
    }
  }
}
