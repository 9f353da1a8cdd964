package io.github.sqsconnect.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * A distributed Connect worker that finds the connector where a user would put it: in a folder of
 * its {@code plugin.path}.
 */
public final class ConnectWorker implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(120);

  private final Settings settings;
  private int port;
  private ServerProcess process;

  private ConnectWorker(Settings settings, int port, ServerProcess process) {
    this.settings = settings;
    this.port = port;
    this.process = process;
  }

  /** Describes a worker that keeps its files in {@code directory}. */
  public static Settings of(KafkaBroker broker, Path pluginPath, Path directory) {
    return of(broker.bootstrapServers(), pluginPath, directory);
  }

  /** Describes a worker on a broker that was started elsewhere. */
  public static Settings of(String bootstrapServers, Path pluginPath, Path directory) {
    return new Settings(bootstrapServers, pluginPath, directory);
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  public ConnectRest rest() {
    return new ConnectRest(uri());
  }

  public Path log() {
    return process.log();
  }

  public String logText() {
    return process.logText();
  }

  public long pid() {
    return process.pid();
  }

  /** Its JVM, which can be asked while it runs. */
  public RunningJvm jvm() {
    return new RunningJvm(process.pid());
  }

  /** What its JVM has collected so far. */
  public GcLog gcLog() {
    return GcLog.read(settings.gcLog());
  }

  public boolean alive() {
    return process.alive();
  }

  public void stop() {
    process.stop();
  }

  /** SIGKILL: tasks get no chance to commit or to say goodbye. */
  public void kill() {
    process.kill();
  }

  /** SIGSTOP: the group will believe it dead, and it does not know. */
  public void freeze() {
    process.freeze();
  }

  /** SIGCONT. */
  public void thaw() {
    process.thaw();
  }

  /** Comes back with the same group and topics, perhaps on another port. */
  public void restart() {
    process.stop();
    ConnectWorker again = settings.start();
    port = again.port;
    process = again.process;
  }

  @Override
  public void close() {
    process.kill();
  }

  /** What a worker is started with; the defaults suit tests: quick commits, quick rebalances. */
  public static final class Settings {
    private final Path directory;
    private final Map<String, String> worker = new LinkedHashMap<>();
    private final Map<String, String> logLevels = new LinkedHashMap<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private String version = ServerRuntime.NEWEST_KAFKA;
    private List<String> jvm = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    private String heap = "512m";

    private Settings(String bootstrapServers, Path pluginPath, Path directory) {
      this.directory = directory;
      worker.put("bootstrap.servers", bootstrapServers);
      worker.put("plugin.path", pluginPath.toAbsolutePath().toString());
      worker.put("plugin.discovery", "service_load");
      worker.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
      worker.put("value.converter", "org.apache.kafka.connect.storage.StringConverter");
      worker.put("offset.flush.interval.ms", "1000");
      worker.put("scheduled.rebalance.max.delay.ms", "0");
      worker.put("session.timeout.ms", "6000");
      worker.put("heartbeat.interval.ms", "1000");
      worker.put("consumer.session.timeout.ms", "6000");
      worker.put("consumer.heartbeat.interval.ms", "1000");
      worker.put("offset.storage.replication.factor", "1");
      worker.put("offset.storage.partitions", "1");
      worker.put("config.storage.replication.factor", "1");
      worker.put("status.storage.replication.factor", "1");
      worker.put("status.storage.partitions", "1");
      group("connect");
    }

    /** The worker group, and the three topics in which it keeps what it knows. */
    public Settings group(String group) {
      worker.put("group.id", group);
      worker.put("offset.storage.topic", group + "-offsets");
      worker.put("config.storage.topic", group + "-configs");
      worker.put("status.storage.topic", group + "-status");
      return this;
    }

    /** A Kafka release other than the newest. */
    public Settings kafka(String kafkaVersion) {
      version = kafkaVersion;
      return this;
    }

    /** Any worker property, over the default. */
    public Settings property(String key, String value) {
      worker.put(key, value);
      return this;
    }

    /** Without a worker property that would stand by default. */
    public Settings without(String key) {
      worker.remove(key);
      return this;
    }

    public Settings logLevel(String logger, String level) {
      logLevels.put(logger, level);
      return this;
    }

    /** A variable of its environment. */
    public Settings environment(String variable, String value) {
      environment.put(variable, value);
      return this;
    }

    /** The heap as {@code -Xmx} takes it. */
    public Settings heap(String size) {
      heap = size;
      return this;
    }

    /** What its JVM is tuned with, in place of a small collector and the quick compiler. */
    public Settings jvm(String... options) {
      jvm = List.of(options);
      return this;
    }

    /** Starts the worker on a free port and returns once it answers. */
    public ConnectWorker start() {
      return FreePorts.retry(
          () -> {
            int port = FreePorts.take(1).get(0);
            ServerProcess process = launch(port);
            ConnectWorker started = new ConnectWorker(this, port, process);
            process.awaitReady(START_LIMIT, () -> started.rest().answers());
            return started;
          });
    }

    private Path gcLog() {
      return directory.resolve("gc.log");
    }

    private ServerProcess launch(int port) {
      Path file = directory.resolve("worker.properties");
      worker.put("listeners", "http://127.0.0.1:" + port);
      worker.put("rest.advertised.host.name", "127.0.0.1");
      Properties properties = new Properties();
      properties.putAll(worker);
      try {
        Files.createDirectories(directory);
        try (Writer writer = Files.newBufferedWriter(file)) {
          properties.store(writer, null);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      List<String> arguments = new ArrayList<>(jvm);
      arguments.addAll(
          List.of(
              "-Xmx" + heap,
              LogSettings.option(version, directory, logLevels),
              GcLog.option(gcLog()),
              "-cp",
              ServerRuntime.kafka(version).classPath(),
              ProjectFiles.runtime("RunServer.java").toString(),
              "org.apache.kafka.connect.cli.ConnectDistributed",
              file.toString()));
      return ServerProcess.run(
          "Connect worker", directory.resolve("worker.log"), arguments, environment);
    }
  }
}
