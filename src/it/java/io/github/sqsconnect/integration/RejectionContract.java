package io.github.sqsconnect.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

/** Where records go that cannot be sent, on whatever servers a subclass brings. */
abstract class RejectionContract {
  private static final String GOOD = "{\"mark\":\"good\"}";

  /** Neither JSON nor UTF-8, with a word that must not turn up in any message to people. */
  private static final byte[] POISON = {'p', 'a', 'y', 'l', 'o', 'a', 'd', (byte) 0xff, 0, 'x'};

  abstract Environment environment();

  @Test
  void poisonGoesToTheDeadLetterTopicRawAndTheRestIsDelivered() {
    String deadLetters = "dead-letters-of-poison";
    try (TestConnector connector =
        TestConnector.create(environment(), "poison", 1, TestConnector.deadLetters(deadLetters))) {
      byte[] key = "key".getBytes(UTF_8);
      connector.send(
          List.of(
              connector.record(GOOD),
              new ProducerRecord<>(connector.name(), 0, key, POISON),
              connector.record(GOOD)));

      assertThat(connector.awaitBodies(2)).hasSize(2);
      connector.awaitAllCommitted();
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
  void taskFailsWithAReadableReasonWhenNothingIsTolerated() {
    try (TestConnector connector =
        TestConnector.create(environment(), "strict", 1, Map.of("errors.tolerance", "none"))) {
      connector.send(List.of(connector.record(GOOD), connector.record(POISON)));

      String trace = connector.awaitTaskFailure();
      assertThat(trace)
          .contains(connector.name() + "-0")
          .containsPattern("\\b1\\b")
          .containsIgnoringCase("json")
          .doesNotContain("payload");
      assertThat(connector.committed(0)).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void recordTooLargeForTheDeadLetterTopicStopsTheTaskWithTheMend() {
    try (TestConnector connector =
        TestConnector.create(
            environment(), "large", 1, TestConnector.deadLetters("dead-letters-of-large"))) {
      connector.send(List.of(connector.record(GOOD), connector.record("x".repeat(1_500_000))));

      assertThat(connector.awaitTaskFailure())
          .contains(connector.name() + "-0")
          .contains("producer.override.max.request.size")
          .contains("max.message.bytes");
      assertThat(connector.committed(0)).isLessThanOrEqualTo(1);
    }
  }

  private ConsumerRecord<byte[], byte[]> only(String topic) {
    List<ConsumerRecord<byte[], byte[]>> records =
        await("one record in " + topic)
            .atMost(Duration.ofSeconds(20))
            .until(() -> environment().topics().read(topic), found -> !found.isEmpty());
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
