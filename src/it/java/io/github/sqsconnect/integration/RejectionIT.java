package io.github.sqsconnect.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.integration.TestConnector.Servers;
import io.github.sqsconnect.servers.Await;
import io.github.sqsconnect.servers.ConnectorConfig;
import io.github.sqsconnect.servers.LocalServers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What happens to records that cannot be sent. {@link ContainersIT} runs it on other servers. */
@ExtendWith(SharedServers.class)
class RejectionIT {
  private static final String GOOD = "{\"mark\":\"good\"}";

  /** Neither JSON nor UTF-8; the word in it must not appear in any message to people. */
  private static final byte[] POISON = {'p', 'a', 'y', 'l', 'o', 'a', 'd', (byte) 0xff, 0, 'x'};

  Servers servers;

  @BeforeEach
  void useLocalServers(LocalServers local) {
    servers = Servers.of(local);
  }

  @Test
  void rejectedRecordGoesUnchangedToTheDeadLetterTopicAndOthersAreDelivered() {
    String deadLetters = "dead-letters-of-poison";
    try (TestConnector connector =
        TestConnector.create(servers, "poison", 1, ConnectorConfig.deadLetters(deadLetters))) {
      byte[] key = "key".getBytes(UTF_8);
      connector.send(
          List.of(
              connector.record(GOOD),
              new ProducerRecord<>(connector.name(), 0, key, POISON),
              connector.record(GOOD)));

      assertThat(connector.awaitBodies(2)).hasSize(2);
      connector.awaitCommitted();
      ConsumerRecord<byte[], byte[]> dead = only(deadLetters);
      assertThat(dead.value()).isEqualTo(POISON);
      assertThat(dead.key()).isEqualTo(key);
      Map<String, String> headers = headers(dead);
      assertThat(headers)
          .containsEntry("__connect.errors.topic", connector.name())
          .containsEntry("__connect.errors.partition", "0")
          .containsEntry("__connect.errors.offset", "1");
      assertThat(headers.get("__connect.errors.exception.message"))
          .contains(connector.name())
          .doesNotContain("payload");
    }
  }

  @Test
  void taskFailsWithAReadableReasonWhenNoErrorIsTolerated() {
    try (TestConnector connector =
        TestConnector.create(servers, "strict", 1, Map.of("errors.tolerance", "none"))) {
      connector.send(List.of(connector.record(GOOD), connector.record(POISON)));

      assertThat(connector.awaitTaskFailure())
          .contains(connector.name() + "-0")
          .containsPattern("\\b1\\b")
          .containsIgnoringCase("json")
          .doesNotContain("payload");
      assertThat(connector.connector().committed(0)).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void recordTooLargeForTheDeadLetterTopicStopsTheTaskAndTheErrorNamesTheFix() {
    try (TestConnector connector =
        TestConnector.create(
            servers, "large", 1, ConnectorConfig.deadLetters("dead-letters-of-large"))) {
      connector.send(List.of(connector.record(GOOD), connector.record("x".repeat(1_500_000))));

      assertThat(connector.awaitTaskFailure())
          .contains(connector.name() + "-0")
          .contains("producer.override.max.request.size")
          .contains("max.message.bytes");
      assertThat(connector.connector().committed(0)).isLessThanOrEqualTo(1);
    }
  }

  private ConsumerRecord<byte[], byte[]> only(String topic) {
    List<ConsumerRecord<byte[], byte[]>> records =
        Await.value(
            "record in " + topic,
            Duration.ofSeconds(20),
            () -> servers.topics().read(topic),
            found -> !found.isEmpty());
    assertThat(records).hasSize(1);
    return records.get(0);
  }

  private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
    Map<String, String> headers = new HashMap<>();
    for (Header header : record.headers()) {
      headers.put(header.key(), header.value() == null ? "" : new String(header.value(), UTF_8));
    }
    return headers;
  }
}
