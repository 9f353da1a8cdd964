package io.github.sqsconnect.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.integration.TestConnector.Servers;
import io.github.sqsconnect.servers.Await;
import io.github.sqsconnect.servers.ConnectorConfig;
import io.github.sqsconnect.servers.LocalServers;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Invalid and unusual records: each is delivered exactly, or rejected unchanged with a reason. */
@ExtendWith(SharedServers.class)
final class BadInputIT {
  private static final String LARGE = Integer.toString(4 * 1024 * 1024);
  private static final String DIGITS = "7".repeat(400);

  @Test
  void textIsDeliveredExactlyOrGoesToTheDeadLetterTopicRaw(LocalServers servers) {
    List<byte[]> rejected =
        Arrays.asList(
            text("not json"),
            text("42"),
            text("\"a scalar\""),
            text(""),
            text("   "),
            text("{} and more"),
            text("{\"a\":NaN}"),
            text("[1,2]"),
            text("{\"a\":".repeat(600) + "1" + "}".repeat(600)),
            text("{\"a\":\"" + "x".repeat(2 * 1024 * 1024) + "\"}"),
            new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'},
            null);
    List<String> delivered =
        List.of(
            "{\"events\":[],\"a\":" + DIGITS + "}",
            "{\"events\":[],\"a\":1e999999999}",
            "{\"events\":[],\"a\":\"\\ud800\"}");
    Servers stack = Servers.of(servers);
    servers.topics().create("bad-text-rejected", 1, Map.of("max.message.bytes", LARGE));
    Map<String, String> settings = new HashMap<>(ConnectorConfig.deadLetters("bad-text-rejected"));
    settings.put("value.converter", ConnectorConfig.BYTES);
    settings.put("producer.override.max.request.size", LARGE);
    try (TestConnector connector = TestConnector.create(stack, "bad-text", 1, settings)) {
      connector.send(rejected.stream().map(value -> record(connector, value)).toList());
      connector.send(delivered.stream().map(connector::record).toList());

      assertThat(connector.awaitBodies(delivered.size()))
          .hasSize(delivered.size())
          .anyMatch(body -> body.contains(":" + DIGITS))
          .anyMatch(body -> body.contains(":1e999999999"))
          .anyMatch(body -> body.contains("\"\\uD800\""));
      connector.awaitCommitted();
      List<ConsumerRecord<byte[], byte[]>> dead =
          dead(servers, "bad-text-rejected", rejected.size());
      for (int i = 0; i < rejected.size(); i++) {
        assertThat(dead.get(i).value()).as("value %d", i).isEqualTo(rejected.get(i));
        assertThat(reason(dead.get(i))).contains(connector.name() + "-0-" + i);
      }
    }
  }

  /** A reason as long as the record would make the dead letter too large to be written. */
  @Test
  void longMemberNameDoesNotMakeTheReasonLong(LocalServers servers) {
    String name = "n".repeat(900_000);
    List<String> values = List.of("{\"" + name + "\":NaN}", "{\"events\":{\"" + name + "\":1}}");
    Map<String, String> settings = ConnectorConfig.deadLetters("long-name-rejected");
    try (TestConnector connector =
        TestConnector.create(Servers.of(servers), "long-name", 1, settings)) {
      connector.send(values.stream().map(connector::record).toList());

      assertThat(connector.awaitBodies(1)).hasSize(1);
      connector.awaitCommitted();
      List<ConsumerRecord<byte[], byte[]>> dead = dead(servers, "long-name-rejected", 1);
      assertThat(dead).allMatch(record -> reason(record).length() < 2_000);
    }
  }

  @Test
  void logicalTypesAndMapsWithOtherKeysAreDeliveredOrRejected(LocalServers servers) {
    String logical =
        """
        {"schema":{"type":"struct","fields":[
          {"field":"price","type":"bytes","name":"org.apache.kafka.connect.data.Decimal","version":1,"parameters":{"scale":"2"}},
          {"field":"day","type":"int32","name":"org.apache.kafka.connect.data.Date","version":1},
          {"field":"hour","type":"int32","name":"org.apache.kafka.connect.data.Time","version":1},
          {"field":"at","type":"int64","name":"org.apache.kafka.connect.data.Timestamp","version":1},
          {"field":"raw","type":"bytes"},
          {"field":"byKey","type":"map","keys":{"type":"int32"},"values":{"type":"string"}}]},
        "payload":{"price":"AMNQ","day":20000,"hour":3600000,"at":1792479600000,"raw":"AAE=","byKey":[[1,"one"]]}}""";
    String badKeys =
        """
        {"schema":{"type":"struct","fields":[
          {"field":"byKey","type":"map","keys":{"type":"double"},"values":{"type":"string"}}]},
        "payload":{"byKey":[[1.5,"one"]]}}""";
    Map<String, String> settings = new HashMap<>(ConnectorConfig.deadLetters("bad-types-rejected"));
    settings.put("value.converter", ConnectorConfig.JSON);
    settings.put("value.converter.schemas.enable", "true");
    try (TestConnector connector =
        TestConnector.create(Servers.of(servers), "bad-types", 1, settings)) {
      connector.send(List.of(connector.record(badKeys), connector.record(logical)));

      assertThat(connector.awaitBodies(1))
          .singleElement()
          .asString()
          .contains("\"price\":\"500.00\"")
          .contains("\"day\":\"20000\"")
          .contains("\"hour\":\"3600000\"")
          .contains("\"at\":\"1792479600000\"")
          .contains("\"raw\":\"AAE=\"")
          .contains("\"byKey.1\":\"one\"");
      connector.awaitCommitted();
      assertThat(dead(servers, "bad-types-rejected", 1).get(0).value()).isEqualTo(text(badKeys));
    }
  }

  private static List<ConsumerRecord<byte[], byte[]>> dead(
      LocalServers servers, String topic, int count) {
    List<ConsumerRecord<byte[], byte[]>> dead =
        Await.value(
            "records in " + topic,
            Duration.ofSeconds(10),
            () -> servers.topics().read(topic),
            found -> found.size() >= count);
    assertThat(dead).hasSize(count);
    return dead;
  }

  private static String reason(ConsumerRecord<byte[], byte[]> record) {
    byte[] message =
        Objects.requireNonNull(
                record.headers().lastHeader("__connect.errors.exception.message"), "no reason")
            .value();
    return new String(message, UTF_8);
  }

  private static ProducerRecord<byte[], byte[]> record(TestConnector connector, byte[] value) {
    return new ProducerRecord<>(connector.name(), value);
  }

  private static byte[] text(String text) {
    return text.getBytes(UTF_8);
  }
}
