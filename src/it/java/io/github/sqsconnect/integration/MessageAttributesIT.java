package io.github.sqsconnect.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.endpoint.Attribute;
import io.github.sqsconnect.endpoint.RecordedRequest;
import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.endpoint.StoredMessage;
import io.github.sqsconnect.servers.Await;
import io.github.sqsconnect.servers.ConnectorConfig;
import io.github.sqsconnect.servers.LocalServers;
import io.github.sqsconnect.servers.RunningConnector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Attributes, trace and delay as a queue receives them. The endpoint refuses what SQS refuses, so
 * each message that arrives is legal, also at the limits.
 */
@ExtendWith(SharedServers.class)
@TestInstance(Lifecycle.PER_CLASS)
final class MessageAttributesIT {
  private static final int MEBIBYTE = 1_048_576;
  private static final String LARGE = Integer.toString(4 * MEBIBYTE);
  private static final String SIMPLE = "org.apache.kafka.connect.storage.SimpleHeaderConverter";
  private static final String ENABLED = "sqs.message.attributes.enabled";

  private final ScriptedSqs sqs = ScriptedSqs.start();

  @Test
  void templatesBecomeAttributes(LocalServers servers) {
    Map<String, String> settings =
        Map.of(
            "sqs.message.format",
            "raw",
            "sqs.message.attributes",
            "topic=${topic},at:Number=${partition}.${offset},ts:Number=${timestamp},key=${key},"
                + "header=${header.h},total:Number=${value.order.total},none=${value.none}");

    List<StoredMessage> stored =
        delivered(
            servers,
            "attribute-templates",
            settings,
            1,
            record("attribute-templates", "{\"order\":{\"total\":-1.5e2}}", "h", "ü"));

    assertThat(shown(stored.get(0)))
        .containsExactly(
            "topic:String=attribute-templates",
            "at:Number=0.0",
            "ts:Number=1764025200123",
            "key:String=key",
            "header:String=ü",
            "total:Number=-150");
  }

  @Test
  void typesFollowTheHeaderConverter(LocalServers servers) {
    String digits = "1234567890123456789012345678901234567890";
    String[] headers = {
      "number", "00123", "bool", "true", "map", "{\"a\":[1,2]}", "many", digits, "my id", "x"
    };

    assertThat(typed(servers, "attribute-strings", ConnectorConfig.STRING, headers))
        .containsExactly(
            "number:String=00123",
            "bool:String=true",
            "map:String={\"a\":[1,2]}",
            "many:String=" + digits,
            "my_id:String=x");
    assertThat(typed(servers, "attribute-guesses", SIMPLE, headers))
        .containsExactly(
            "number:Number=123",
            "bool:String=true",
            "map:String={\"a\":[1,2]}",
            "many:String=" + digits,
            "my_id:String=x");
    assertThat(typed(servers, "attribute-bytes", ConnectorConfig.BYTES, "a", "ü"))
        .containsExactly("a:Binary=ü");
  }

  private List<String> typed(
      LocalServers servers, String name, String converter, String... headers) {
    Map<String, String> settings = Map.of(ENABLED, "true", "header.converter", converter);
    return shown(delivered(servers, name, settings, 1, record(name, "{}", headers)).get(0));
  }

  @Test
  void moreThanTenAttributesAreBundledDroppedOrRejected(LocalServers servers) {
    String[] twelve =
        IntStream.range(0, 12)
            .boxed()
            .flatMap(i -> List.of("h" + i, "v" + i).stream())
            .toArray(String[]::new);
    Map<String, String> settings = new HashMap<>();
    settings.put(ENABLED, "true");
    settings.put("sqs.message.attributes.include.list", "h11,h?");

    List<String> bundled =
        shown(
            delivered(
                    servers,
                    "attribute-bundle",
                    Map.of(ENABLED, "true"),
                    1,
                    record("attribute-bundle", "{}", twelve))
                .get(0));
    assertThat(bundled)
        .hasSize(10)
        .startsWith("h0:String=v0", "h1:String=v1")
        .endsWith("kafka_headers:String={\"h9\":\"v9\",\"h10\":\"v10\",\"h11\":\"v11\"}");

    settings.put("behavior.on.attribute.overflow", "drop");
    List<String> kept =
        shown(
            delivered(
                    servers, "attribute-drop", settings, 1, record("attribute-drop", "{}", twelve))
                .get(0));
    assertThat(kept)
        .hasSize(10)
        .startsWith("h11:String=v11", "h0:String=v0")
        .endsWith("h8:String=v8");

    settings.put("behavior.on.attribute.overflow", "fail");
    settings.putAll(deadLetters(servers, "attribute-fail-rejected"));
    delivered(
        servers,
        "attribute-fail",
        settings,
        1,
        record("attribute-fail", "{}", twelve),
        record("attribute-fail", "{}", "h1", "v"));
    assertThat(reasons(servers, "attribute-fail-rejected", 1).get(0))
        .contains("too many message attributes: 0 of sqs.message.attributes and 11 headers");
  }

  @Test
  void bodiesAndAttributesOfExactlyTheLimitPassAndOneByteMoreDoesNot(LocalServers servers) {
    String name = "attribute-limits";
    Map<String, String> settings = new HashMap<>(deadLetters(servers, name + "-rejected"));
    settings.put("sqs.message.format", "raw");
    settings.put("sqs.linger.ms", "0");
    settings.put(ENABLED, "true");
    int attribute = "h".length() + "String".length() + 2;
    String body = "b".repeat(MEBIBYTE - attribute);
    String value = "v".repeat(MEBIBYTE - 1 - attribute + 2);

    List<StoredMessage> stored =
        delivered(
            servers,
            name,
            settings,
            3,
            record(name, body, "h", "ü"),
            record(name, body + "b", "h", "ü"),
            record(name, body, "h", "üx"),
            record(name, "b", "h", value),
            record(name, "b", "h", value + "v"),
            record(name, "€".repeat(MEBIBYTE / 3) + "b"),
            record(name, "€".repeat(MEBIBYTE / 3) + "bb"));

    assertThat(stored)
        .extracting(message -> message.bodyLength() + "+" + message.attributes().size())
        .containsExactlyInAnyOrder(body.length() + "+1", "1+1", (MEBIBYTE / 3 + 1) + "+0");
    assertThat(sqs.requests().stream().filter(request -> request.queue().equals(name)))
        .extracting(RecordedRequest::messageBytes)
        .contains(MEBIBYTE)
        .allMatch(bytes -> bytes <= MEBIBYTE);
    assertThat(reasons(servers, name + "-rejected", 4))
        .allMatch(reason -> reason.contains("too large for SQS"));
  }

  @Test
  void requestOfExactlyTheLimitIsOneAndOneByteMoreIsTwo(LocalServers servers) {
    String name = "attribute-requests";
    Map<String, String> settings =
        Map.of("sqs.message.format", "raw", "sqs.linger.ms", "3000", ENABLED, "true");
    String half = "b".repeat(MEBIBYTE / 2 - 100 - "h".length() - "String".length());
    String header = "v".repeat(100);

    delivered(
        servers,
        name,
        settings,
        2,
        record(name, half, "h", header),
        record(name, half, "h", header));
    List<Integer> exact = sizesOfRequests(name);
    delivered(
        servers,
        name + "-over",
        settings,
        2,
        record(name + "-over", half, "h", header),
        record(name + "-over", half, "h", header + "v"));
    List<Integer> over = sizesOfRequests(name + "-over");

    assertThat(exact).containsExactly(MEBIBYTE);
    assertThat(over).containsExactlyInAnyOrder(MEBIBYTE / 2, MEBIBYTE / 2 + 1);
  }

  private List<Integer> sizesOfRequests(String queue) {
    return sqs.requests().stream()
        .filter(request -> request.queue().equals(queue))
        .map(RecordedRequest::messageBytes)
        .toList();
  }

  /** The batch has ids of its own, because the length of generated ids varies. */
  @Test
  void eventBatchIsSplitWhenAttributesNeedOneByteMore(LocalServers servers) {
    String name = "attribute-split";
    String event =
        "{\"event_type\":\"custom_event\",\"data\":{\"event_name\":\"%s\",\"event_id\":7}}";
    String batch =
        "{\"mpid\":\"1\",\"batch_id\":5,\"message_id\":\"m\",\"events\":["
            + String.join(
                ",", IntStream.range(0, 8).mapToObj(i -> event.formatted("e".repeat(200))).toList())
            + "]}";
    List<StoredMessage> plain =
        delivered(servers, name + "-plain", Map.of(), 1, record(name + "-plain", batch));
    int size = plain.get(0).body().getBytes(UTF_8).length;
    Map<String, String> settings =
        Map.of("sqs.message.max.bytes", Integer.toString(size + 1 + 6 + 50), ENABLED, "true");

    List<StoredMessage> stored =
        delivered(
            servers,
            name,
            settings,
            3,
            record(name, batch, "h", "v".repeat(50)),
            record(name, batch, "h", "v".repeat(51)));

    assertThat(stored).allMatch(message -> message.attributes().size() == 1);
    assertThat(stored)
        .extracting(message -> message.body().split("event_type", -1).length - 1)
        .satisfiesExactlyInAnyOrder(
            events -> assertThat(events).isEqualTo(8),
            events -> assertThat(events).isBetween(1, 7),
            events -> assertThat(events).isBetween(1, 7));
  }

  @Test
  void traceAndDelayArriveAndAWrongDelayDoesNot(LocalServers servers) {
    String name = "attribute-trace";
    Map<String, String> settings = new HashMap<>(deadLetters(servers, name + "-rejected"));
    settings.put("sqs.trace.header.enabled", "true");
    settings.put("sqs.delay.header", "delay");
    settings.put("sqs.delay.ms", "5000");
    settings.put(ENABLED, "true");
    settings.put("sqs.message.attributes.include.list", "trace*");
    String trace = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";

    List<StoredMessage> stored =
        delivered(
            servers,
            name,
            settings,
            3,
            record(
                name,
                "{\"n\":0}",
                "traceparent",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "delay",
                "1001"),
            record(name, "{\"n\":1}", "X-Amzn-Trace-Id", trace, "delay", "0"),
            record(name, "{\"n\":2}", "traceparent", "none"),
            record(name, "{\"n\":3}", "delay", "900001"));

    StoredMessage w3c = ofNumber(stored, 0);
    assertThat(w3c.traceHeader())
        .isEqualTo("Root=1-4bf92f35-77b34da6a3ce929d0e0e4736;Parent=00f067aa0ba902b7;Sampled=1");
    assertThat(w3c.delaySeconds()).isEqualTo(2);
    assertThat(w3c.attributes()).containsOnlyKeys("traceparent");
    assertThat(ofNumber(stored, 1).traceHeader()).isEqualTo(trace);
    assertThat(ofNumber(stored, 1).delaySeconds()).isZero();
    assertThat(ofNumber(stored, 1).attributes()).isEmpty();
    assertThat(ofNumber(stored, 2).traceHeader()).isNull();
    assertThat(ofNumber(stored, 2).delaySeconds()).isEqualTo(5);
    assertThat(reasons(servers, name + "-rejected", 1).get(0))
        .contains("not a delay: the value of the header delay");
  }

  private static StoredMessage ofNumber(List<StoredMessage> stored, int number) {
    return stored.stream()
        .filter(message -> message.body().contains("\"n\":\"" + number + "\""))
        .findFirst()
        .orElseThrow(() -> new AssertionError(stored.toString()));
  }

  /** Runs a connector for these records and returns what the queue stored. */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  private List<StoredMessage> delivered(
      LocalServers servers,
      String name,
      Map<String, String> settings,
      int messages,
      ProducerRecord<byte[], byte[]>... records) {
    ScriptedQueue queue = sqs.queue(name);
    servers.topics().create(name, 1, Map.of("max.message.bytes", LARGE));
    try (RunningConnector connector =
        RunningConnector.create(
            name,
            ConnectorConfig.of(name, queue.url(), settings),
            servers.rest(),
            servers.topics(),
            queue::size)) {
      connector.send(List.of(records));
      connector.awaitStored(messages);
      connector.awaitCommitted();
    }
    assertThat(queue.messages()).hasSize(messages);
    return queue.messages();
  }

  private static ProducerRecord<byte[], byte[]> record(
      String topic, String value, String... namesAndValues) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            topic, null, 1764025200123L, "key".getBytes(UTF_8), value.getBytes(UTF_8));
    for (int i = 0; i < namesAndValues.length; i += 2) {
      record.headers().add(namesAndValues[i], namesAndValues[i + 1].getBytes(UTF_8));
    }
    return record;
  }

  private static Map<String, String> deadLetters(LocalServers servers, String topic) {
    servers.topics().create(topic, 1, Map.of("max.message.bytes", LARGE));
    Map<String, String> settings = new HashMap<>(ConnectorConfig.deadLetters(topic));
    settings.put("producer.override.max.request.size", LARGE);
    return settings;
  }

  private static List<String> reasons(LocalServers servers, String topic, int count) {
    List<ConsumerRecord<byte[], byte[]>> dead =
        Await.value(
            "records in " + topic,
            Duration.ofSeconds(20),
            () -> servers.topics().read(topic),
            found -> found.size() >= count);
    assertThat(dead).hasSize(count);
    List<String> reasons = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : dead) {
      reasons.add(
          new String(
              record.headers().lastHeader("__connect.errors.exception.message").value(), UTF_8));
    }
    return reasons;
  }

  private static List<String> shown(StoredMessage message) {
    List<String> shown = new ArrayList<>();
    message.attributes().forEach((name, value) -> shown.add(name + ":" + shown(value)));
    return shown;
  }

  private static String shown(Attribute attribute) {
    String value =
        attribute.base64() == null
            ? attribute.text()
            : new String(Base64.getDecoder().decode(attribute.base64()), UTF_8);
    return attribute.type() + "=" + value;
  }

  @AfterAll
  void end() {
    sqs.close();
  }
}
