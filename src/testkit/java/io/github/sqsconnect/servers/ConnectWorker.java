package io.github.sqsconnect.servers;

import io.github.sqsconnect.project.ProjectFiles;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A distributed Connect worker that loads the connector from a folder of its plugin path. */
public final class ConnectWorker implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(120);

  private final Settings settings;
  private int port;
  private ServerProcess process;

  private ConnectWorker(Settings settings) {
    this.settings = settings;
  }

  /** Describes a worker that keeps its files in the directory, which is emptied. */
  public static Settings of(KafkaBroker broker, Path pluginPath, Path directory) {
    return of(broker.bootstrapServers(), pluginPath, directory);
  }

  /** Describes a worker for a broker that was started elsewhere. */
  public static Settings of(String bootstrapServers, Path pluginPath, Path directory) {
    return new Settings(bootstrapServers, pluginPath, ProjectFiles.emptied(directory));
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

  /** The lines that a connector's tasks have logged, and that contain the part. */
  public List<String> taskLog(String connector, String part) {
    String context = "[" + connector + "|task-";
    return logText().lines().filter(line -> line.contains(context) && line.contains(part)).toList();
  }

  public long pid() {
    return process.pid();
  }

  public RunningJvm jvm() {
    return new RunningJvm(process.pid());
  }

  public boolean alive() {
    return process.alive();
  }

  public void stop() {
    process.stop();
  }

  /** SIGKILL: no task can commit any more. */
  public void kill() {
    process.kill();
  }

  /** SIGSTOP: the process stands still, and its sessions expire. */
  public void freeze() {
    process.freeze();
  }

  /** SIGCONT. */
  public void thaw() {
    process.thaw();
  }

  /** Starts the worker again in the same group, perhaps on another port. */
  public void restart() {
    process.stop();
    launch();
  }

  private void launch() {
    ServerProcess.startOnFreePorts(
        () -> {
          port = ServerProcess.freePorts(1).get(0);
          process = settings.launch(port);
          process.awaitReady(START_LIMIT, () -> rest().answers());
          return process;
        });
  }

  @Override
  public void close() {
    process.kill();
  }

  /** What a worker is started with. The defaults suit tests: fast commits, fast rebalances. */
  public static final class Settings {
    private static final String DEFAULTS =
        """
        plugin.discovery=service_load
        key.converter=org.apache.kafka.connect.storage.StringConverter
        value.converter=org.apache.kafka.connect.storage.StringConverter
        offset.flush.interval.ms=1000
        scheduled.rebalance.max.delay.ms=0
        session.timeout.ms=6000
        heartbeat.interval.ms=1000
        consumer.session.timeout.ms=6000
        consumer.heartbeat.interval.ms=1000
        offset.storage.replication.factor=1
        offset.storage.partitions=1
        config.storage.replication.factor=1
        status.storage.replication.factor=1
        status.storage.partitions=1
        rest.advertised.host.name=127.0.0.1
        """;

    private final Path directory;
    private final Map<String, String> properties = new LinkedHashMap<>();
    private final Map<String, String> logLevels = new LinkedHashMap<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private String version = ServerJars.NEWEST_KAFKA;
    private List<String> jvm = ServerProcess.SMALL_JVM;
    private String heap = "512m";
    private Path java = Path.of(System.getProperty("java.home"));

    private Settings(String bootstrapServers, Path pluginPath, Path directory) {
      this.directory = directory;
      DEFAULTS.lines().map(line -> line.split("=")).forEach(each -> property(each[0], each[1]));
      property("bootstrap.servers", bootstrapServers);
      property("plugin.path", pluginPath.toAbsolutePath().toString());
      group("connect");
    }

    /** The group of the worker, and the three topics that store the group's state. */
    public Settings group(String group) {
      property("group.id", group);
      property("offset.storage.topic", group + "-offsets");
      property("config.storage.topic", group + "-configs");
      return property("status.storage.topic", group + "-status");
    }

    /** Another Kafka release than the newest. */
    public Settings kafka(String kafkaVersion) {
      version = kafkaVersion;
      return this;
    }

    /** Another JDK than that of the build, by its home. */
    public Settings java(Path home) {
      java = home;
      return this;
    }

    /** A worker property; it replaces a default. */
    public Settings property(String key, String value) {
      properties.put(key, value);
      return this;
    }

    /** Removes a default. */
    public Settings without(String key) {
      properties.remove(key);
      return this;
    }

    /** Lets connector configurations read values from files: {@code ${file:PATH:KEY}}. */
    public Settings fileConfigProvider() {
      property("config.providers", "file");
      return property(
          "config.providers.file.class",
          "org.apache.kafka.common.config.provider.FileConfigProvider");
    }

    public Settings logLevel(String logger, String level) {
      logLevels.put(logger, level);
      return this;
    }

    public Settings environment(String variable, String value) {
      environment.put(variable, value);
      return this;
    }

    /** The value of {@code -Xmx}. */
    public Settings heap(String size) {
      heap = size;
      return this;
    }

    /** Options of the JVM, instead of a small collector and the fast compiler. */
    public Settings jvm(List<String> options) {
      jvm = options;
      return this;
    }

    /** Starts the worker on a free port and returns once it answers. */
    public ConnectWorker start() {
      ConnectWorker worker = new ConnectWorker(this);
      worker.launch();
      return worker;
    }

    private ServerProcess launch(int port) {
      property("listeners", "http://127.0.0.1:" + port);
      String text =
          properties.entrySet().stream()
              .map(each -> each.getKey() + "=" + each.getValue() + "\n")
              .collect(Collectors.joining());
      Path file = ProjectFiles.write(directory.resolve("worker.properties"), text);

      List<String> arguments = new ArrayList<>(jvm);
      arguments.addAll(
          List.of(
              "-Xmx" + heap,
              LogSettings.option(version, directory, logLevels),
              "-cp",
              ServerJars.kafka(version).classPath(),
              ProjectFiles.testServer("RunServer.java").toString(),
              "org.apache.kafka.connect.cli.ConnectDistributed",
              file.toString()));
      return ServerProcess.start(
          "Connect worker", directory.resolve("worker.log"), java, arguments, environment);
    }
  }
}
