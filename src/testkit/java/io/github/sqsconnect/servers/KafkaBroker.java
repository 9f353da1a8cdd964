package io.github.sqsconnect.servers;

import io.github.sqsconnect.project.ProjectFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;

/** A single KRaft broker that keeps its data and its log in one directory. */
public final class KafkaBroker implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final String DEFAULTS =
      """
      process.roles=broker,controller
      node.id=1
      controller.quorum.voters=1@127.0.0.1:%2$d
      listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
      advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
      listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
      controller.listener.names=CONTROLLER
      log.dirs=%3$s
      num.partitions=1
      default.replication.factor=1
      min.insync.replicas=1
      auto.create.topics.enable=false
      offsets.topic.num.partitions=1
      offsets.topic.replication.factor=1
      transaction.state.log.num.partitions=1
      transaction.state.log.replication.factor=1
      transaction.state.log.min.isr=1
      group.initial.rebalance.delay.ms=0
      log.cleaner.enable=false
      """;

  /** Settings of a broker that can deny access to topics; what has no rule is allowed. */
  public static final Map<String, String> WITH_ACLS =
      Map.of(
          "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
          "allow.everyone.if.no.acl.found", "true");

  private final Path directory;
  private final int port;
  private ServerProcess process;

  private KafkaBroker(Path directory, int port) {
    this.directory = directory;
    this.port = port;
    this.process = launch();
  }

  /** Starts a broker of the newest Kafka release; the directory is emptied. */
  public static KafkaBroker start(Path directory) {
    return start(directory, Map.of());
  }

  /** The same with settings that replace or extend the defaults. */
  public static KafkaBroker start(Path directory, Map<String, String> settings) {
    return ServerProcess.startOnFreePorts(
        () -> {
          ProjectFiles.emptied(directory);
          List<Integer> ports = ServerProcess.freePorts(2);
          StringBuilder text =
              new StringBuilder(
                  DEFAULTS.formatted(ports.get(0), ports.get(1), directory.resolve("data")));
          settings.forEach((key, value) -> text.append(key + "=" + value + "\n"));
          ProjectFiles.write(directory.resolve("server.properties"), text.toString());

          format(directory);
          KafkaBroker broker = new KafkaBroker(directory, ports.get(0));
          broker.awaitReady();
          return broker;
        });
  }

  private static void format(Path directory) {
    ServerProcess.java(
            "Kafka storage",
            directory.resolve("format.log"),
            "128m",
            "-cp",
            ServerJars.kafka(ServerJars.NEWEST_KAFKA).classPath(),
            "kafka.tools.StorageTool",
            "format",
            "-t",
            Uuid.randomUuid().toString(),
            "-c",
            directory.resolve("server.properties").toString())
        .awaitSuccess(Duration.ofSeconds(60));
  }

  private ServerProcess launch() {
    return ServerProcess.java(
        "Kafka broker",
        directory.resolve("broker.log"),
        "512m",
        LogSettings.option(
            ServerJars.NEWEST_KAFKA, directory, Map.of("kafka.request.logger", "ERROR")),
        "-cp",
        ServerJars.kafka(ServerJars.NEWEST_KAFKA).classPath(),
        ProjectFiles.testServer("RunServer.java").toString(),
        "kafka.Kafka",
        directory.resolve("server.properties").toString());
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  public Path log() {
    return process.log();
  }

  public boolean alive() {
    return process.alive();
  }

  public void kill() {
    process.kill();
  }

  /** Stops the broker if it runs, and starts it at the same address with the same data. */
  public void restart() {
    process.stop();
    process = launch();
    awaitReady();
  }

  @Override
  public void close() {
    process.kill();
  }

  private void awaitReady() {
    process.awaitReady(START_LIMIT, () -> listens() && answers());
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private boolean answers() {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", bootstrapServers(), "request.timeout.ms", "5000");
    try (Admin admin = Admin.create(settings)) {
      return !admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).isEmpty();
    } catch (Exception e) {
      return false;
    }
  }
}
