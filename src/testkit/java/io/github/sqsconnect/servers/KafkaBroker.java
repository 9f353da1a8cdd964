package io.github.sqsconnect.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;

/** A single KRaft broker that keeps its data and log in one directory. */
public final class KafkaBroker implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(90);

  private final String version;
  private final Path directory;
  private final int port;
  private ServerProcess process;

  private KafkaBroker(String version, Path directory, int port, ServerProcess process) {
    this.version = version;
    this.directory = directory;
    this.port = port;
    this.process = process;
  }

  /** A broker of the newest Kafka line. */
  public static KafkaBroker start(Path directory) {
    return start(ServerRuntime.NEWEST_KAFKA, directory);
  }

  /** A broker of the given Kafka release, on ports nobody uses. */
  public static KafkaBroker start(String version, Path directory) {
    return start(version, directory, Map.of());
  }

  /** The same, with settings over the usual ones. */
  public static KafkaBroker start(String version, Path directory, Map<String, String> settings) {
    return FreePorts.retry(
        () -> {
          ProjectFiles.fresh(directory);
          List<Integer> ports = FreePorts.take(2);
          writeSettings(directory, ports.get(0), ports.get(1), settings);
          format(version, directory);
          return new KafkaBroker(version, directory, ports.get(0), run(version, directory))
              .awaitReady();
        });
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  public String version() {
    return version;
  }

  public Path log() {
    return process.log();
  }

  public long pid() {
    return process.pid();
  }

  /** An outage: the broker is gone without a word. */
  public void kill() {
    process.kill();
  }

  public void stop() {
    process.stop();
  }

  /** Comes back at the same address with the same data. */
  public void restart() {
    process.stop();
    process = run(version, directory);
    awaitReady();
  }

  @Override
  public void close() {
    process.kill();
  }

  private KafkaBroker awaitReady() {
    process.awaitReady(START_LIMIT, () -> listens() && answers());
    return this;
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
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static ServerProcess run(String version, Path directory) {
    return ServerProcess.java(
        "Kafka broker",
        directory.resolve("broker.log"),
        "512m",
        List.of(
            LogSettings.option(version, directory, Map.of("kafka.request.logger", "ERROR")),
            "-cp",
            ServerRuntime.kafka(version).classPath(),
            ProjectFiles.runtime("RunServer.java").toString(),
            "kafka.Kafka",
            directory.resolve("server.properties").toString()));
  }

  private static void format(String version, Path directory) {
    ServerProcess.java(
            "Kafka storage",
            directory.resolve("format.log"),
            "128m",
            List.of(
                "-cp",
                ServerRuntime.kafka(version).classPath(),
                "kafka.tools.StorageTool",
                "format",
                "-t",
                Uuid.randomUuid().toString(),
                "-c",
                directory.resolve("server.properties").toString()))
        .awaitExit(Duration.ofSeconds(60));
  }

  private static void writeSettings(
      Path directory, int port, int controllerPort, Map<String, String> settings) {
    StringBuilder more = new StringBuilder();
    settings.forEach((key, value) -> more.append(key + "=" + value + "\n"));
    String text =
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
        """
            .formatted(port, controllerPort, directory.resolve("data"));
    try {
      Files.writeString(directory.resolve("server.properties"), text + more);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
