package io.github.sqsconnect.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.project.Unchecked;
import io.github.sqsconnect.servers.KafkaBroker;
import io.github.sqsconnect.servers.KafkaTopics;
import io.github.sqsconnect.servers.ServerJars;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command as a user has it who has only the archive and a Kafka installation. */
class CommandIT {
  private static final long MOST_START_MS = 1_000;

  /** Other processes of a build may slow down some of them. */
  private static final int MOST_TRIES = 20;

  private record Run(int status, String output, String errors, long millis) {}

  @TempDir private static Path folder;
  private static Path script;

  @BeforeAll
  static void install() {
    Path archive =
        ProjectFiles.list(ProjectFiles.installArchive(folder.resolve("plugins")))
            .findFirst()
            .orElseThrow();
    script = archive.resolve("bin/sqs-sink");
  }

  /** A folder like that of a Kafka release. */
  private static Path kafka(String version) {
    return ServerJars.kafka(version).installation(folder.resolve("kafka-" + version));
  }

  @ParameterizedTest
  @ValueSource(strings = {ServerJars.NEWEST_KAFKA, "3.6.2"})
  void everyCommandRunsWithTheJarsOfAKafkaRelease(String version) throws IOException {
    Map<String, String> environment = Map.of("KAFKA_HOME", kafka(version).toString());
    Run check = run(environment, "check", "config/quickstart-sqs.json");
    assertThat(check.errors()).isEmpty();
    assertThat(check.output()).isEqualTo("quickstart-sqs.json: no errors\n");
    assertThat(run(environment, "iam", "config/quickstart-sqs.json").output())
        .contains("customer-events");
    assertThat(run(environment, "check", "docs/cli/wrong.json").status()).isOne();
    String orders = "docs/cli/orders.json";
    String records = "docs/cli/orders.jsonl";
    assertThat(run(environment, "preview", orders, records).status()).isZero();
    assertThat(run(environment, "cost", orders, records, "--rate", "9/s").status()).isZero();
    assertThat(run(environment, "plan", orders, orders, records).output())
        .isEqualTo("No change: 2 messages of 2 records are the same.\n");
  }

  @Test
  void laterCallsStartWithinASecond() throws IOException {
    Map<String, String> environment =
        Map.of("KAFKA_HOME", kafka(ServerJars.NEWEST_KAFKA).toString());
    long best = Long.MAX_VALUE;
    for (int i = 0; i < MOST_TRIES && best >= MOST_START_MS; i++) {
      Run run = run(environment, "preview", "config/quickstart-sqs.json", "docs/cli/events.jsonl");
      assertThat(run.status()).isZero();
      assertThat(run.output()).endsWith("billed unit if each message is sent alone\n");
      best = Math.min(best, run.millis());
    }
    assertThat(best).isLessThan(MOST_START_MS);
  }

  @Test
  void withoutKafkaOneLineSaysWhatIsMissing() throws IOException {
    Run run = run(Map.of("PATH", "/usr/bin:/bin"), "check", "config/quickstart-sqs.json");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errors()).startsWith("sqs-sink: no Kafka installation found").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {ServerJars.NEWEST_KAFKA, "3.6.2"})
  void newestRecordsOfTopicsAreReadAndNothingIsCommitted(String version) throws Exception {
    Path servers = folder.resolve("servers-" + version);
    Map<String, String> onBroker = Map.of("auto.create.topics.enable", "true");
    try (KafkaBroker broker = KafkaBroker.start(servers, onBroker);
        KafkaTopics topics = new KafkaTopics(broker.bootstrapServers());
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      TopicCommand command = new TopicCommand(version, broker.bootstrapServers(), servers);
      topics.create("orders", 2);
      topics.create("other", 1);
      assertThat(command.run("5").errors()).isEqualTo("sqs-sink: no records in orders\n");
      topics.sendAll(
          List.of(
              record("orders", 0, 1, "old", "{}"),
              record("orders", 0, 2, "a", "{\"n\": 1}"),
              record("orders", 0, 4, "b", null),
              record("orders", 1, 3, null, "{\"n\": 2}"),
              record("other", 0, 9, null, "{}")));

      List<String> bodies = new ArrayList<>();
      JsonNode preview = new ObjectMapper().readTree(command.run("3", "--json").output());
      preview.findValues("body").forEach(body -> bodies.add(body.textValue()));
      assertThat(bodies)
          .containsExactly(
              "{\"topic\":\"orders\",\"partition\":0,\"offset\":1,\"timestamp\":2,\"key\":\"a\","
                  + "\"headers\":[{\"name\":\"h\",\"value\":\"of 2\"}],\"value\":{\"n\": 1}}",
              "{\"topic\":\"orders\",\"partition\":1,\"offset\":0,\"timestamp\":3,\"key\":null,"
                  + "\"headers\":[{\"name\":\"h\",\"value\":\"of 3\"}],\"value\":{\"n\": 2}}");
      assertThat(preview.at("/records/2/reason").textValue()).startsWith("the value is null");
      assertThat(command.run("3").output())
          .contains("record 1 (orders-0@1)", "record 2 (orders-1@0)", "record 3 (orders-0@2)")
          .contains("3 records: 2 messages", "1 rejected");
      assertThat(command.run("9", "--topic=other").output()).contains("(other-0@0)", "1 record:");
      assertThat(command.run("9", "--topic=none").errors())
          .isEqualTo("sqs-sink: topic none does not exist\n");

      assertThat(admin.listConsumerGroups().all().get()).isEmpty();
      // A broker creates its topic of committed offsets when a client first asks for a group.
      assertThat(admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get())
          .containsExactlyInAnyOrder("orders", "other");
    }
  }

  @Test
  void brokerThatDoesNotRespondIsReportedInOneLine() throws IOException {
    Run run = new TopicCommand(ServerJars.NEWEST_KAFKA, "127.0.0.1:1", folder).run("1");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errors())
        .startsWith("sqs-sink: Kafka at 127.0.0.1:1 does not respond within 10 s")
        .hasLineCount(1);
  }

  /** Previews topics of a broker, each record in an envelope. */
  private record TopicCommand(String version, String bootstrapServers, Path directory) {
    Run run(String count, String... options) throws IOException {
      Path config = directory.resolve("envelope.properties");
      Files.writeString(
          config,
          """
          topics.regex=ord.*
          key.converter=StringConverter
          value.converter=StringConverter
          header.converter=StringConverter
          sqs.queue.url=https://sqs.eu-west-1.amazonaws.com/123456789012/orders
          sqs.message.format=envelope
          """);
      List<String> arguments = new ArrayList<>(List.of("preview", config.toString()));
      arguments.addAll(List.of("--bootstrap-server", bootstrapServers, "--from-topic", count));
      arguments.addAll(List.of(options));
      Map<String, String> environment = Map.of("KAFKA_HOME", kafka(version).toString());
      return CommandIT.run(environment, arguments.toArray(String[]::new));
    }
  }

  private static ProducerRecord<byte[], byte[]> record(
      String topic, int partition, long timestamp, @Nullable String key, @Nullable String value) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, partition, timestamp, bytes(key), bytes(value));
    record.headers().add("h", bytes("of " + timestamp));
    return record;
  }

  private static byte @Nullable [] bytes(@Nullable String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  private static Run run(Map<String, String> environment, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("bash", script.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("KAFKA_HOME");
    builder.environment().putIfAbsent("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    builder.environment().putAll(environment);

    long started = System.nanoTime();
    Process process = builder.redirectError(folder.resolve("errors").toFile()).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(Unchecked.call(() -> process.waitFor(30, TimeUnit.SECONDS))).isTrue();
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
    return new Run(process.exitValue(), output, Files.readString(folder.resolve("errors")), millis);
  }
}
