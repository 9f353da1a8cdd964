package io.github.sqsconnect.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.integration.TestConnector.Servers;
import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.servers.AvroPlugin;
import io.github.sqsconnect.servers.ConnectWorker;
import io.github.sqsconnect.servers.LocalServers;
import io.github.sqsconnect.servers.SchemaRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Avro records with a schema registry, a serializer and a converter.
 *
 * <p>Inputs and expected messages are in {@code src/test/resources/schema-converters}.
 */
@ExtendWith(SharedServers.class)
@TestInstance(Lifecycle.PER_CLASS)
final class SchemaConvertersIT {
  private static final Path SAMPLES =
      ProjectFiles.root().resolve("src/test/resources/schema-converters");

  private static final long SENT = 1764025200123L;
  private static final Map<String, String> ORDER =
      Map.of(
          "event.record.name", "order placed",
          "event.record.custom.type", "transaction",
          "event.record.timestamp.path", "placed",
          "event.record.id.path", "number",
          "event.record.mpid.path", "customer.id",
          "event.record.identities", "email=customer.email",
          "event.record.user.attributes", "plan=customer.plan");

  private final Path directory = ProjectFiles.target().resolve("integration/schema-converters");
  private SchemaRegistry registry;
  private ConnectWorker worker;
  private Servers stack;

  @BeforeAll
  void start(LocalServers servers) {
    ProjectFiles.emptied(directory);
    CompletableFuture<SchemaRegistry> starting =
        CompletableFuture.supplyAsync(() -> SchemaRegistry.start(directory.resolve("registry")));
    Path converters = AvroPlugin.install(directory.resolve("plugins"));
    worker =
        servers
            .worker("schema-converters-worker")
            .property("plugin.path", servers.plugins() + "," + converters)
            .start();
    registry = starting.join();
    stack = new Servers(worker.rest(), servers.topics(), servers.elasticMq().sqs());
  }

  @Test
  void avroRecordShapedAsBatchIsThatBatch() throws IOException {
    assertThat(message("batch", Map.of())).isEqualTo(golden("batch"));
  }

  /** The ids depend on the topic's name, which may differ from run to run. */
  @Test
  void plainAvroRecordIsMappedToCustomEvent() throws IOException {
    String message = message("order", ORDER);
    assertThat(message.replaceAll("\"(message_id|batch_id|event_id)\":[^,}]+", "\"$1\":0"))
        .isEqualTo(golden("order"));
  }

  private String message(String sample, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("value.converter", AvroPlugin.CONVERTER);
    all.put("value.converter.apicurio.registry.url", registry.uri().toString());
    try (TestConnector connector = TestConnector.create(stack, "avro-" + sample, 1, all)) {
      byte[] value =
          AvroPlugin.serialize(
              registry.uri(),
              connector.name(),
              SAMPLES.resolve(sample + ".avsc"),
              SAMPLES.resolve(sample + ".record.json"),
              directory);
      connector.send(List.of(new ProducerRecord<>(connector.name(), null, SENT, null, value)));
      List<String> bodies = connector.awaitBodies(1);
      connector.awaitCommitted();
      assertThat(bodies).hasSize(1);
      return bodies.get(0);
    }
  }

  /** The expected message, without the white space that makes the file readable. */
  private static String golden(String sample) throws IOException {
    return Files.readString(SAMPLES.resolve(sample + ".message.json"))
        .lines()
        .map(line -> line.strip().replaceFirst("^(\"[^\"]+\":) ", "$1"))
        .collect(Collectors.joining());
  }

  @AfterAll
  void end() {
    if (worker != null) {
      worker.close();
    }
    if (registry != null) {
      registry.close();
    }
  }
}
