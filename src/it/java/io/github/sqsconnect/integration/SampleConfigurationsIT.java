package io.github.sqsconnect.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.sqsconnect.endpoint.Attribute;
import io.github.sqsconnect.endpoint.RecordedRequest;
import io.github.sqsconnect.endpoint.StoredMessage;
import io.github.sqsconnect.endpoint.TlsFront;
import io.github.sqsconnect.endpoint.TunnelProxy;
import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.servers.Await;
import io.github.sqsconnect.servers.LocalServers;
import io.github.sqsconnect.servers.QueueReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The sample configurations in {@code config}, all at once in one worker: each receives a record
 * from each of its topics. Only addresses, names and the replication factor are changed. The worker
 * allows no other client settings than those that {@code docs/deploy} lists.
 */
@ExtendWith(SharedServers.class)
@TestInstance(Lifecycle.PER_CLASS)
final class SampleConfigurationsIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Path SAMPLES = ProjectFiles.root().resolve("config");
  private static final Path OVERRIDES = ProjectFiles.root().resolve("docs/deploy/README.md");
  private static final Pattern ALLOWED =
      Pattern.compile(
          "^connector\\.client\\.config\\.override\\.allowlist=(\\S+)", Pattern.MULTILINE);

  /** Their converters are not in the registries of this build. */
  private static final List<String> NOT_RUN = List.of("avro", "json-schema", "protobuf");

  /** They use an emulator; the others use the scripted endpoint. */
  private static final List<String> EMULATORS = List.of("elasticmq", "localstack");

  private static final String VALUE =
      """
      {"id": 4711, "tenant": "acme", "status": "placed", "customer": {"id": "c-7"},
       "op": "c", "source": {"table": "customers"}}""";

  private final Map<String, Map<String, String>> configs = new TreeMap<>();
  private final Map<String, QueueReader> emulated = new TreeMap<>();
  private LocalServers servers;
  private IdentityWorker worker;
  private TunnelProxy proxy;
  private TlsFront tls;

  @BeforeAll
  void deliver(LocalServers localServers) {
    servers = localServers;
    worker =
        new IdentityWorker(
            servers,
            "samples",
            settings ->
                settings
                    .property("connector.client.config.override.policy", "Allowlist")
                    .property("connector.client.config.override.allowlist", allowedOverrides()));
    proxy = TunnelProxy.start("kafka-connect", "of-the-proxy");
    tls = TlsFront.of(worker.sqs.uri(), worker.certificate);
    worker.sts.knowsSessions();
    worker.sqs.credentials().accept("YOUR_ACCESS_KEY_ID", "YOUR_SECRET_ACCESS_KEY");
    ProjectFiles.write(
        worker.secrets,
        "key=%s\nsecret=%s\nproxy.password=of-the-proxy\n"
            .formatted(IdentityWorker.KEY, IdentityWorker.SECRET));

    ProjectFiles.tree(SAMPLES, ".json").forEach(this::read);
    Set<String> regions = new TreeSet<>();
    configs.values().forEach(config -> regions.add(region(config)));
    regions.forEach(this::deliver);
  }

  /** The endpoint accepts signatures for one region at a time. */
  private void deliver(String region) {
    worker.sqs.credentials().region(region);
    Map<String, Map<String, String>> samples = new TreeMap<>(configs);
    samples.values().removeIf(config -> !region(config).equals(region));

    samples.forEach(this::create);
    samples.values().forEach(config -> servers.topics().sendAll(records(config)));
    Await.until("message of each sample", LIMIT, () -> missing(samples).isEmpty());
  }

  private static String region(Map<String, String> config) {
    return config.containsKey("sqs.region")
        ? config.get("sqs.region")
        : config.get("sqs.queue.url").split("\\.")[1];
  }

  @AfterAll
  void stop() {
    emulated.values().forEach(QueueReader::close);
    worker.close();
    tls.close();
    proxy.close();
  }

  @Test
  void everySampleRunsUnlessItsConverterIsNotHere() {
    List<String> files =
        ProjectFiles.tree(SAMPLES, ".json").stream()
            .map(file -> file.getFileName().toString().replace(".json", ""))
            .toList();

    assertThat(files)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(configs.keySet().stream(), NOT_RUN.stream()).toList());
    assertThat(configs.keySet()).noneMatch(sample -> worker.rest().hasFailedTask(sample));
  }

  @Test
  void samplesSendToTheirQueues() {
    assertThat(bodies("two-topics-two-queues-orders.fifo")).hasSize(1);
    assertThat(bodies("two-topics-two-queues-users")).hasSize(1);
    assertThat(bodies("queue-per-tenant-orders-acme")).hasSize(1);
    assertThat(proxy.tunnels()).contains(tls.authority());
  }

  @Test
  void samplesUseTheirIdentities() {
    assertThat(worker.signers("standard-queue-customer-events"))
        .containsExactly(IdentityWorker.KEY);
    assertThat(worker.signers("profile-orders")).containsExactly(IdentityWorker.PROFILE_KEY);
    assertThat(worker.signers("assume-role-orders")).allMatch(key -> key.startsWith("ASIASender"));
    assertThat(worker.signers("production-fifo-orders.fifo"))
        .isNotEmpty()
        .allMatch(key -> key.startsWith("ASIASender"));
    assertThat(worker.signers("irsa-or-pod-identity-orders"))
        .allMatch(key -> key.startsWith("ASIAWeb"));
  }

  @Test
  void samplesSignForTheRegionOfTheirQueue() {
    assertThat(regions("china-orders")).containsOnly("cn-north-1");
    assertThat(regions("govcloud-orders")).containsOnly("us-gov-west-1");
    assertThat(regions("fips-orders")).containsOnly("us-east-1");
    assertThat(regions("vpc-endpoint-orders")).containsOnly("eu-west-1");
  }

  @Test
  void samplesSetGroupsAndIds() {
    assertThat(only("fifo-by-customer-orders.fifo").groupId()).isEqualTo("c-7");
    assertThat(only("production-fifo-orders.fifo").groupId()).isEqualTo("c-7");
    assertThat(only("fair-queue-orders").groupId()).isEqualTo("acme");
    assertThat(only("debezium-customers.fifo").groupId()).isEqualTo("key-7");
    assertThat(only("dead-letters-redrive-orders.fifo").deduplicationId()).isEqualTo("orders-3-42");
  }

  @Test
  void samplesSetAttributes() {
    assertThat(attributes("debezium-customers.fifo"))
        .isEqualTo(Map.of("operation", "String c", "table", "String customers"));
    assertThat(attributes("headers-to-attributes-orders"))
        .isEqualTo(
            Map.of("tenant", "String acme", "trace-id", "String t-1", "orderId", "Number 4711"));
  }

  @Test
  void samplesWriteTheirFormat() {
    assertThat(only("json-body-orders").body()).isEqualTo(VALUE);
    JsonNode event = TestJson.parse(only("cloudevents-orders").body());
    assertThat(event.path("type").asText()).isEqualTo("com.example.order.placed");
    assertThat(event.path("subject").asText()).isEqualTo("4711");
    TestJson.requireEventBatches(bodies("standard-queue-customer-events"));
  }

  private static String allowedOverrides() {
    return ALLOWED
        .matcher(ProjectFiles.read(OVERRIDES))
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.joining());
  }

  /** Remembers the configuration of a file, changed for the servers of this test. */
  private void read(Path file) {
    JsonNode sample = TestJson.parse(ProjectFiles.read(file));
    String name = sample.path("name").asText();
    if (NOT_RUN.contains(name)) {
      return;
    }
    Map<String, String> config = new TreeMap<>();
    sample
        .path("config")
        .properties()
        .forEach(each -> config.put(each.getKey(), changed(name, each.getValue().asText())));
    config.put("tasks.max", "1");
    config.computeIfPresent("topics", (key, topics) -> prefixed(name, topics, "(?<=^|,)"));
    config.computeIfPresent("sqs.queue.url.map", (key, map) -> prefixed(name, map, "(?<=^|,)"));
    config.computeIfPresent(
        "errors.deadletterqueue.topic.name", (key, topic) -> prefixed(name, topic, "^"));
    config.put("errors.deadletterqueue.topic.replication.factor", "1");
    config.put("sqs.endpoint.url", worker.sqs.uri().toString());
    if (EMULATORS.contains(name)) {
      config.put("sqs.endpoint.url", servers.elasticMq().sqs().uri().toString());
    }
    if (config.computeIfPresent("sqs.proxy.url", (key, url) -> proxy.uri().toString()) != null) {
      config.put("sqs.endpoint.url", tls.uri().toString());
    }
    configs.put(name, config);
  }

  /** The file with secrets is another one, and names of queues begin with the sample's. */
  private String changed(String name, String value) {
    return value
        .replace("/etc/connect/aws.properties", worker.secrets.toString())
        .replaceAll("/(123456789012|000000000000)/", "/$1/" + name + "-");
  }

  private static String prefixed(String name, String list, String start) {
    return list.replaceAll(start, name + "-");
  }

  private void create(String name, Map<String, String> config) {
    topics(config).forEach(topic -> servers.topics().create(topic, 1));
    for (String queue : queues(config)) {
      if (EMULATORS.contains(name)) {
        String url = servers.elasticMq().sqs().createQueue(queue);
        emulated.put(queue, QueueReader.start(servers.elasticMq().sqs(), url));
      } else {
        worker.sqs.queue(queue);
      }
    }
    worker.rest().put(name, config);
  }

  private static List<String> topics(Map<String, String> config) {
    return List.of(config.getOrDefault("topics", "").split(","));
  }

  /** The names of the queues to which the record of this test is sent. */
  private static List<String> queues(Map<String, String> config) {
    List<String> queues = new ArrayList<>();
    for (String key : List.of("sqs.queue.url", "sqs.queue.url.map")) {
      String url = config.getOrDefault(key, "").replace("${header.tenant}", "acme");
      if (!url.isEmpty()) {
        queues.add(url.substring(url.lastIndexOf('/') + 1));
      }
    }
    return queues;
  }

  /** One record for each topic. */
  private static List<ProducerRecord<byte[], byte[]>> records(Map<String, String> config) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (String topic : topics(config)) {
      ProducerRecord<byte[], byte[]> record =
          new ProducerRecord<>(topic, "key-7".getBytes(UTF_8), VALUE.getBytes(UTF_8));
      Map.of(
              "tenant", "acme",
              "trace-id", "t-1",
              "internal", "no",
              "__connect.errors.topic", "orders",
              "__connect.errors.partition", "3",
              "__connect.errors.offset", "42")
          .forEach((header, value) -> record.headers().add(header, value.getBytes(UTF_8)));
      records.add(record);
    }
    return records;
  }

  /** The queues without a message; fails as soon as a task has failed. */
  private List<String> missing(Map<String, Map<String, String>> samples) {
    for (String name : samples.keySet()) {
      if (worker.rest().hasFailedTask(name)) {
        throw new AssertionError(name + " has failed: " + worker.rest().status(name));
      }
    }
    return samples.values().stream()
        .flatMap(config -> queues(config).stream())
        .filter(queue -> bodies(queue).isEmpty())
        .toList();
  }

  private List<String> bodies(String queue) {
    QueueReader reader = emulated.get(queue);
    return reader == null ? worker.sqs.queue(queue).bodies() : reader.bodies();
  }

  private StoredMessage only(String queue) {
    List<StoredMessage> messages = worker.sqs.queue(queue).messages();
    assertThat(messages).hasSize(1);
    return messages.get(0);
  }

  private Map<String, String> attributes(String queue) {
    Map<String, String> texts = new TreeMap<>();
    for (Map.Entry<String, Attribute> each : only(queue).attributes().entrySet()) {
      texts.put(each.getKey(), each.getValue().type() + " " + each.getValue().text());
    }
    return texts;
  }

  private List<String> regions(String queue) {
    return worker.sqs.requests().stream()
        .filter(request -> request.queue().equals(queue))
        .map(RecordedRequest::region)
        .toList();
  }
}
