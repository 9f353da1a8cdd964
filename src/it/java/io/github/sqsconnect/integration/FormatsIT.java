package io.github.sqsconnect.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.integration.TestConnector.Servers;
import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.servers.AvroPlugin;
import io.github.sqsconnect.servers.ConnectWorker;
import io.github.sqsconnect.servers.ConnectorConfig;
import io.github.sqsconnect.servers.LocalServers;
import io.github.sqsconnect.servers.SchemaRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every format that sends JSON with every converter, through one worker: what the queue receives.
 * All connectors run at the same time.
 */
@ExtendWith(SharedServers.class)
final class FormatsIT {
  private static final List<String> FORMATS = List.of("json", "envelope", "cloudevents");
  private static final long SENT = 1_764_025_200_123L;
  private static final String TEXT = "{ \"b\": 1.00, \"a\":null, \"b\":\"\\u00fc\" }";
  private static final String TYPED =
      """
      {"schema":{"type":"struct","fields":[
        {"field":"price","type":"bytes","name":"org.apache.kafka.connect.data.Decimal","version":1,"parameters":{"scale":"2"}},
        {"field":"day","type":"int32","name":"org.apache.kafka.connect.data.Date","version":1},
        {"field":"hour","type":"int32","name":"org.apache.kafka.connect.data.Time","version":1},
        {"field":"at","type":"int64","name":"org.apache.kafka.connect.data.Timestamp","version":1},
        {"field":"raw","type":"bytes"},
        {"field":"none","type":"string","optional":true},
        {"field":"byKey","type":"map","keys":{"type":"int32"},"values":{"type":"string"}}]},
      "payload":{"price":"AMNQ","day":20000,"hour":3600000,"at":1792479600000,"raw":"AAE=","none":null,"byKey":[[1,"one"]]}}""";

  /**
   * A value and its converter.
   *
   * @param json the value as JSON, as the queue must receive it
   */
  private record Input(byte[] value, String json, Map<String, String> settings) {
    static Input of(String value, String json, String... settings) {
      Map<String, String> all = new HashMap<>();
      for (int i = 0; i < settings.length; i += 2) {
        all.put(settings[i], settings[i + 1]);
      }
      return new Input(value.getBytes(UTF_8), json, all);
    }
  }

  private final Path directory = ProjectFiles.target().resolve("integration/formats");

  @Test
  void everyFormatWithEveryConverter(LocalServers servers) {
    ProjectFiles.emptied(directory);
    CompletableFuture<SchemaRegistry> starting =
        CompletableFuture.supplyAsync(() -> SchemaRegistry.start(directory.resolve("registry")));
    Path converters = AvroPlugin.install(directory.resolve("plugins"));
    try (ConnectWorker worker =
            servers
                .worker("formats-worker")
                .property("plugin.path", servers.plugins() + "," + converters)
                .start();
        SchemaRegistry registry = starting.join()) {
      Servers stack = new Servers(worker.rest(), servers.topics(), servers.elasticMq().sqs());
      List<TestConnector> connectors = new ArrayList<>();
      try {
        List<Runnable> checks = new ArrayList<>();
        inputs(registry).forEach((name, input) -> start(name, input, stack, connectors, checks));
        checks.forEach(Runnable::run);
      } finally {
        connectors.forEach(TestConnector::close);
      }
    }
  }

  private Map<String, Input> inputs(SchemaRegistry registry) {
    Map<String, Input> inputs = new LinkedHashMap<>();
    inputs.put("string", Input.of(TEXT, TEXT));
    inputs.put("bytes", Input.of(TEXT, TEXT, "value.converter", ConnectorConfig.BYTES));
    inputs.put(
        "schemaless",
        Input.of(
            "{\"b\": [1.50, null], \"a\":null}",
            "{\"a\":null,\"b\":[1.5,null]}",
            "value.converter",
            ConnectorConfig.JSON,
            "value.converter.schemas.enable",
            "false"));
    inputs.put(
        "typed",
        Input.of(
            TYPED,
            "{\"price\":500.00,\"day\":20000,\"hour\":3600000,\"at\":1792479600000,\"raw\":\"AAE=\",\"none\":null,"
                + "\"byKey\":{\"1\":\"one\"}}",
            "value.converter",
            ConnectorConfig.JSON));
    inputs.put(
        "typed-text",
        Input.of(
            TYPED,
            "{\"price\":\"500.00\",\"day\":\"2024-10-04\",\"hour\":\"01:00:00.000\",\"at\":\"2026-10-20T07:00:00.000Z\","
                + "\"raw\":\"AAE=\",\"none\":null,\"byKey\":{\"1\":\"one\"}}",
            "value.converter",
            ConnectorConfig.JSON,
            "sqs.json.decimal.format",
            "string",
            "sqs.json.timestamp.format",
            "iso-8601"));
    inputs.put("avro", avro(registry));
    return inputs;
  }

  /** A record with a union of two records, an enum, a fixed, and logical types. */
  private Input avro(SchemaRegistry registry) {
    Path samples = ProjectFiles.root().resolve("src/test/resources/schema-converters");
    byte[] value =
        AvroPlugin.serialize(
            registry.uri(),
            "formats-avro",
            samples.resolve("order.avsc"),
            samples.resolve("order.record.json"),
            directory);
    return new Input(
        value,
        "{\"number\":9007199254740993,\"customer\":{\"id\":-9223372036854775808,\"email\":\"ada@example.org\","
            + "\"plan\":\"gold\"},\"placed\":1764025200456,\"delivery\":20420,\"total\":123456789012345678.91,"
            + "\"discount\":0.1,\"weight\":2.5E-7,\"lines\":[{\"sku\":\"A-1\",\"count\":2},{\"sku\":\"B-2\",\"count\":1}],"
            + "\"labels\":{\"fragile\":true},\"note\":null,\"payment\":{\"Transfer\":{\"iban\":\"DE02\"},\"Cash\":null},"
            + "\"signature\":\"/wA=\"}",
        Map.of(
            "value.converter",
            AvroPlugin.CONVERTER,
            "value.converter.apicurio.registry.url",
            registry.uri().toString()));
  }

  /** Creates a connector for each format, sends the value to it, and adds the check. */
  private static void start(
      String name,
      Input input,
      Servers stack,
      List<TestConnector> connectors,
      List<Runnable> checks) {
    for (String format : FORMATS) {
      Map<String, String> settings = new HashMap<>(input.settings());
      settings.put("sqs.message.format", format);
      TestConnector connector = TestConnector.create(stack, format + "-" + name, 1, settings);
      connectors.add(connector);
      boolean parses = name.equals("string") || name.equals("bytes");
      boolean plain = parses && !format.equals("json");
      connector.send(List.of(record(connector, input.value())));
      if (plain) {
        connector.send(List.of(record(connector, "plain".getBytes(UTF_8))));
      }
      checks.add(
          () -> {
            List<String> bodies = connector.awaitBodies(plain ? 2 : 1);
            connector.awaitCommitted();
            String first = body(format, connector.name(), 0, "application/json", input.json());
            assertThat(bodies.stream().map(FormatsIT::withoutVarying)).contains(first);
            if (plain) {
              String second =
                  name.equals("string")
                      ? body(format, connector.name(), 1, "text/plain", "\"plain\"")
                      : body(
                          format, connector.name(), 1, "application/octet-stream", "\"cGxhaW4=\"");
              assertThat(bodies.stream().map(FormatsIT::withoutVarying))
                  .containsExactlyInAnyOrder(first, second);
            }
          });
    }
  }

  private static ProducerRecord<byte[], byte[]> record(TestConnector connector, byte[] value) {
    return new ProducerRecord<>(
        connector.name(),
        0,
        SENT,
        "k-1".getBytes(UTF_8),
        value,
        List.of(new RecordHeader("h", "7".getBytes(UTF_8))));
  }

  private static String body(
      String format, String topic, int offset, String contentType, String json) {
    return switch (format) {
      case "json" -> json;
      case "envelope" ->
          "{\"topic\":\"%s\",\"partition\":0,\"offset\":%d,\"timestamp\":%s,\"key\":\"k-1\","
                  .formatted(
                      topic,
                      offset,
                      json.contains("\"at\":\"") ? "\"2025-11-24T23:00:00.123Z\"" : SENT)
              + "\"headers\":[{\"name\":\"h\",\"value\":\"7\"}],\"value\":"
              + json
              + "}";
      default ->
          "{\"specversion\":\"1.0\",\"id\":\"\",\"source\":\"kafka:%s\",\"type\":\"%s\","
                  .formatted(topic, topic)
              + "\"time\":\"2025-11-24T23:00:00.123Z\",\"partitionkey\":\"k-1\",\"datacontenttype\":\""
              + contentType
              + "\",\"data"
              + (contentType.endsWith("stream") ? "_base64" : "")
              + "\":"
              + json
              + "}";
    };
  }

  /** The id depends on the topic's name, which may differ from run to run. */
  private static String withoutVarying(String body) {
    return body.replaceFirst("\"id\":\"[0-9a-f-]{36}\"", "\"id\":\"\"");
  }
}
