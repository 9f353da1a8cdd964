package io.github.sqsconnect.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.servers.Await;
import io.github.sqsconnect.servers.ConnectWorker;
import io.github.sqsconnect.servers.LocalServers;
import io.github.sqsconnect.servers.QueueReader;
import io.github.sqsconnect.servers.ServerJars;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The commands of {@code docs/deploy} that need nothing but a worker and the archive. Folders of a
 * server, the address of the worker and the addresses in the configuration are replaced.
 */
@ExtendWith(SharedServers.class)
final class DeployIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final Path PAGES = ProjectFiles.root().resolve("docs/deploy");
  private static final Pattern BLOCK =
      Pattern.compile("^```(\\w+)\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern ARCHIVE = Pattern.compile("sqsconnect-[\\w.-]+?\\.zip");

  private LocalServers servers;
  private Path directory;
  private ConnectWorker worker;

  @BeforeEach
  void copyArchive(LocalServers localServers) throws IOException {
    servers = localServers;
    directory = ProjectFiles.emptied(servers.directory().resolve("deploy"));
    Files.createDirectories(directory.resolve("etc"));
    for (String ending : List.of("", ".sha512")) {
      Path file = Path.of(ProjectFiles.archive() + ending);
      Files.copy(file, directory.resolve(file.getFileName()));
    }
  }

  @AfterEach
  void stop() {
    if (worker != null) {
      worker.close();
    }
  }

  @Test
  void commandsOfThePageForApacheKafkaInstallRunAndDeleteAConnector() throws Exception {
    List<String> steps = commands("apache-kafka.md");
    assertThat(steps).hasSize(5);

    run(steps.get(0));
    run(steps.get(1));
    assertThat(Files.getPosixFilePermissions(directory.resolve("etc/aws.properties"))).hasSize(2);

    worker = startWorker();
    assertThat(run(steps.get(2))).startsWith("io.github.sqsconnect.SqsSinkConnector\n");

    String queue = createQueueAndConfiguration("deployed-orders");
    run(steps.get(3));
    assertDelivers("deployed-orders", queue);

    run(steps.get(4));
    assertThat(worker.rest().connectors()).isEmpty();
  }

  @Test
  void standaloneWorkerWithTheFileOfThePageReadsTheSample() throws Exception {
    List<String> steps = commands("apache-kafka.md");
    run(steps.get(0));
    run(steps.get(1));
    String file =
        here(blocks("apache-kafka.md", "properties").get(0))
            .replace("localhost:9092", servers.broker().bootstrapServers())
            .replace("localhost:8083", "127.0.0.1:0")
            .replace("/tmp/connect.offsets", directory + "/connect.offsets");
    Path properties = ProjectFiles.write(directory.resolve("standalone.properties"), file);
    String queue = createQueueAndConfiguration("standalone-orders");

    Process standalone = startStandalone(properties, directory.resolve("orders-to-sqs.json"));
    try {
      assertDelivers("standalone-orders", queue);
    } finally {
      standalone.destroyForcibly().waitFor();
    }
  }

  @Test
  void commandOfThePageForStrimziPrintsTheDigestOfTheArchive() throws Exception {
    byte[] archive = Files.readAllBytes(ProjectFiles.archive());

    assertThat(run(commands("strimzi.md").get(0)).strip()).isEqualTo(sha512(archive));
  }

  @Test
  void commandOfThePageForMskConnectCopiesAllJars() throws Exception {
    run(commands("msk-connect.md").get(0));

    List<String> jars = names(ProjectFiles.tree(directory.resolve("jars"), ".jar"));
    assertThat(jars).hasSizeGreaterThan(10);
    assertThat(jars).isEqualTo(names(ProjectFiles.tree(servers.plugins(), ".jar")));
  }

  /** The worker of the page, with one broker instead of three. */
  private ConnectWorker startWorker() throws IOException {
    Properties properties = new Properties();
    Path file = PAGES.resolve("connect-distributed.properties");
    properties.load(new StringReader(here(ProjectFiles.read(file))));
    ConnectWorker.Settings settings = servers.worker("deploy-worker");
    for (String key : properties.stringPropertyNames()) {
      String value = properties.getProperty(key);
      if (key.equals("group.id") || key.endsWith(".storage.topic")) {
        settings.property(key, "deployed-" + value);
      } else if (key.endsWith(".replication.factor")) {
        settings.property(key, "1");
      } else if (!key.equals("bootstrap.servers") && !key.equals("listeners")) {
        settings.property(key, value);
      }
    }
    return settings.start();
  }

  /** Kafka's main class for standalone workers; it ends with its standard input. */
  private Process startStandalone(Path properties, Path connector) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            ServerJars.kafka(ServerJars.NEWEST_KAFKA).classPath(),
            ProjectFiles.testServer("RunServer.java").toString(),
            "org.apache.kafka.connect.cli.ConnectStandalone",
            properties.toString(),
            connector.toString())
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("standalone.log").toFile())
        .start();
  }

  /** Creates a topic and a queue, and writes the sample with keys in a file, for ElasticMQ. */
  private String createQueueAndConfiguration(String topic) {
    servers.topics().create(topic, 1);
    String queue = servers.elasticMq().sqs().createQueue(topic);
    Path sample = ProjectFiles.root().resolve("config/standard-queue.json");
    ObjectNode file = (ObjectNode) TestJson.parse(here(ProjectFiles.read(sample)));
    file.put("name", "orders-to-sqs");
    ((ObjectNode) file.path("config"))
        .put("topics", topic)
        .put("sqs.queue.url", queue)
        .put("sqs.region", "us-east-1")
        .put("sqs.message.format", "json")
        .put("errors.deadletterqueue.topic.name", topic + "-rejected")
        .put("errors.deadletterqueue.topic.replication.factor", "1");
    ProjectFiles.write(directory.resolve("orders-to-sqs.json"), file.toString());
    return queue;
  }

  private void assertDelivers(String topic, String queue) {
    String value = "{\"id\":1}";
    try (QueueReader reader = QueueReader.start(servers.elasticMq().sqs(), queue)) {
      servers.topics().sendAll(List.of(new ProducerRecord<>(topic, value.getBytes(UTF_8))));
      Await.until("record of " + topic, LIMIT, () -> reader.count() == 1);
      assertThat(reader.bodies()).containsExactly(value);
    }
  }

  private static List<String> commands(String page) {
    return blocks(page, "sh");
  }

  private static List<String> blocks(String page, String kind) {
    return BLOCK
        .matcher(ProjectFiles.read(PAGES.resolve(page)))
        .results()
        .filter(block -> block.group(1).equals(kind))
        .map(block -> block.group(2))
        .toList();
  }

  private String here(String text) {
    String changed =
        ARCHIVE
            .matcher(text)
            .replaceAll(ProjectFiles.archive().getFileName().toString())
            .replace("/opt/connect-plugins", directory + "/plugins")
            .replace("/etc/connect/", directory + "/etc/");
    return worker == null
        ? changed
        : changed
            .replace("http://localhost:8083", worker.uri().toString())
            .replace("bin/health ", "bin/health --worker " + worker.uri() + " ");
  }

  /** Runs the lines one by one; a health check is repeated until it succeeds. */
  private String run(String commands) throws IOException {
    StringBuilder output = new StringBuilder();
    for (String command : here(commands).lines().toList()) {
      Path log = directory.resolve("command.log");
      Duration limit = command.contains("bin/health") ? LIMIT : Duration.ZERO;
      boolean done = Await.within(limit, () -> exitStatus(command, log) == 0);
      assertThat(done).as(command + "\n" + Files.readString(log)).isTrue();
      output.append(Files.readString(log));
    }
    return output.toString();
  }

  private int exitStatus(String command, Path log) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", command);
    builder.directory(directory.toFile()).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("AWS_ACCESS_KEY_ID", "local");
    builder.environment().put("AWS_SECRET_ACCESS_KEY", "local");
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(command).isTrue();
    return process.exitValue();
  }

  private static String sha512(byte[] bytes) throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(bytes));
  }

  private static List<String> names(List<Path> files) {
    return files.stream().map(file -> file.getFileName().toString()).sorted().toList();
  }
}
