package io.github.sqsconnect.servers;

import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.project.Unchecked;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The jars that one server runs on, named by a small POM in {@code src/test-servers}.
 *
 * <p>Maven resolves them in a process of its own, so that no library of a server gets onto the test
 * class path. The list is kept in {@code target/test-servers} until the POM changes or a jar is
 * missing.
 *
 * @param folder of the POM
 * @param name of the list in {@code target/test-servers}
 * @param properties for Maven
 */
public record ServerJars(String folder, String name, List<String> properties) {
  /** The Kafka release that runs unless a test asks for another one. */
  public static final String NEWEST_KAFKA = "4.3.1";

  /** ElasticMQ, an SQS server. */
  public static final ServerJars ELASTICMQ = of("elasticmq");

  /** The SDK's HTTP client on native code, which the archive does not contain. */
  public static final ServerJars CRT = of("crt");

  /** The JMX exporter of Prometheus, an agent for a worker. */
  static final ServerJars JMX_EXPORTER = of("jmx-exporter");

  /** The Java agent of OpenTelemetry, for a worker. */
  static final ServerJars OPENTELEMETRY = of("opentelemetry");

  /** Kafka's console tools. */
  static final ServerJars KAFKA_TOOLS = of("kafka-tools");

  /** A schema registry: an archive that is unpacked before it is started. */
  static final ServerJars REGISTRY = of("registry");

  /** An Avro converter that reads schemas from the registry, and its serializer. */
  static final ServerJars CONVERTERS = of("converters");

  /** The classes behind Strimzi's resources, which are read but not run. */
  public static final ServerJars STRIMZI = of("strimzi");

  private static final Object ONE_AT_A_TIME = new Object();
  private static final String BUILD_CLASSPATH =
      "org.apache.maven.plugins:maven-dependency-plugin:build-classpath";

  private static ServerJars of(String folder) {
    return new ServerJars(folder, folder, List.of());
  }

  /** Broker and worker of a Kafka release, 3.6 or newer. */
  public static ServerJars kafka(String version) {
    String folder = version.startsWith("3.") ? "kafka-3" : "kafka-4";
    return new ServerJars(folder, "kafka-" + version, List.of("-Dkafka.version=" + version));
  }

  /** Whether {@link #classPath()} returns without Maven. */
  public boolean resolved() {
    File list = list().toFile();
    return list.exists()
        && list.lastModified() >= pom().toFile().lastModified()
        && Stream.of(ProjectFiles.read(list()).strip().split(File.pathSeparator))
            .allMatch(jar -> Files.exists(Path.of(jar)));
  }

  /** The jars, joined for {@code java -cp}. */
  public String classPath() {
    synchronized (ONE_AT_A_TIME) {
      if (!resolved()) {
        Unchecked.run(this::resolve);
      }
      return ProjectFiles.read(list()).strip();
    }
  }

  public List<Path> jars() {
    return Stream.of(classPath().split(File.pathSeparator)).map(Path::of).toList();
  }

  /** Makes a folder like that of a Kafka release, whose jars are links. */
  public Path installation(Path folder) {
    Path libs = folder.resolve("libs");
    Unchecked.call(() -> Files.createDirectories(libs));
    for (Path jar : jars()) {
      Path link = libs.resolve(jar.getFileName());
      if (!Files.exists(link)) {
        Unchecked.call(() -> Files.createSymbolicLink(link, jar));
      }
    }
    return folder;
  }

  private Path pom() {
    return ProjectFiles.testServer(folder).resolve("pom.xml");
  }

  /** What Maven prints while it resolves them, with a line for each file that it downloads. */
  public Path log() {
    return list().resolveSibling(name + ".log");
  }

  private Path list() {
    return ProjectFiles.target().resolve("test-servers").resolve(name + ".classpath");
  }

  private void resolve() throws IOException, InterruptedException {
    Path draft = list().resolveSibling(name + "-" + ProcessHandle.current().pid() + ".tmp");
    List<String> command = new ArrayList<>();
    command.add(ProjectFiles.root().resolve("mvnw").toString());
    command.addAll(List.of("-B", "-f", pom().toString(), "-Dmdep.outputFile=" + draft));
    command.addAll(properties);
    String repository = System.getProperty("localRepository");
    if (repository != null) {
      command.add("-Dmaven.repo.local=" + repository);
    }
    command.add(BUILD_CLASSPATH);

    Files.createDirectories(log().getParent());
    run(command);
    Files.move(draft, list(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private void run(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.directory(ProjectFiles.root().toFile()).redirectOutput(log().toFile());
    builder.environment().putIfAbsent("JAVA_HOME", System.getProperty("java.home"));

    Process maven = builder.start();
    try {
      if (!maven.waitFor(10, TimeUnit.MINUTES) || maven.exitValue() != 0) {
        throw new IllegalStateException(
            "Maven cannot resolve "
                + pom()
                + "; its log is "
                + log()
                + "\n"
                + ProjectFiles.read(log()));
      }
    } finally {
      maven.descendants().forEach(ProcessHandle::destroyForcibly);
      maven.destroyForcibly();
    }
  }
}
