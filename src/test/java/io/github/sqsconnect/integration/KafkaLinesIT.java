package io.github.sqsconnect.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.servers.ConnectRest.Plugin;
import io.github.sqsconnect.servers.ConnectWorker;
import io.github.sqsconnect.servers.LocalServers;
import io.github.sqsconnect.servers.ProjectFiles;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
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
    }
  }
}
