package io.github.sqsconnect.servers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The jars a server runs on: one small POM, resolved to a class path file.
 *
 * <p>Maven itself resolves it, in a process of its own, so that no server library ever meets the
 * test class path; the file is kept under {@code target} until the POM changes or a jar is gone.
 */
public final class ServerRuntime {
  /** The Kafka line that runs unless another is asked for. */
  public static final String NEWEST_KAFKA = "4.3.1";

  private static final Object ONE_AT_A_TIME = new Object();
  private static final String BUILD_CLASSPATH =
      "org.apache.maven.plugins:maven-dependency-plugin:build-classpath";

  private final Path pom;
  private final String name;
  private final List<String> properties;

  private ServerRuntime(String folder, String name, List<String> properties) {
    this.pom = ProjectFiles.runtime(folder).resolve("pom.xml");
    this.name = name;
    this.properties = properties;
  }

  /** Broker and worker of one Kafka release, 3.6 or newer. */
  public static ServerRuntime kafka(String version) {
    String line = version.startsWith("3.") ? "kafka-3" : "kafka-4";
    return new ServerRuntime(line, "kafka-" + version, List.of("-Dkafka.version=" + version));
  }

  /** The local SQS. */
  public static ServerRuntime elasticMq() {
    return new ServerRuntime("elasticmq", "elasticmq", List.of());
  }

  /**
   * The HTTP client of the SDK that is not in the archive, to be measured beside the one that is.
   */
  public static ServerRuntime crt() {
    return new ServerRuntime("crt", "crt", List.of());
  }

  /** Kafka's console tools, of the newest line. */
  static ServerRuntime kafkaTools() {
    return new ServerRuntime("kafka-tools", "kafka-tools", List.of());
  }

  /** The archive of a schema registry. */
  static ServerRuntime registry() {
    return new ServerRuntime("registry", "registry", List.of());
  }

  /** A converter of records whose schemas are in that registry, and its serializer. */
  static ServerRuntime converters() {
    return new ServerRuntime("converters", "converters", List.of());
  }

  /** Whether {@link #classPath()} answers without Maven. */
  public boolean resolved() {
    Path file = file();
    try {
      return Files.exists(file)
          && Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(pom)) >= 0
          && jarsExist(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The jars, joined for {@code java -cp}. */
  public String classPath() {
    synchronized (ONE_AT_A_TIME) {
      if (!resolved()) {
        resolve();
      }
      try {
        return Files.readString(file()).strip();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private Path file() {
    return ProjectFiles.target().resolve("runtime").resolve(name + ".classpath");
  }

  private static boolean jarsExist(String classPath) {
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(classPath.strip())
        .allMatch(jar -> Files.exists(Path.of(jar)));
  }

  private void resolve() {
    Path draft = file().resolveSibling(name + "-" + ProcessHandle.current().pid() + ".tmp");
    List<String> command = new ArrayList<>();
    command.add(ProjectFiles.root().resolve("mvnw").toString());
    command.addAll(List.of("-q", "-B", "-f", pom.toString(), "-Dmdep.outputFile=" + draft));
    command.addAll(properties);
    String repository = System.getProperty("localRepository");
    if (repository != null) {
      command.add("-Dmaven.repo.local=" + repository);
    }
    command.add(BUILD_CLASSPATH);
    Path log = file().resolveSibling(name + ".log");
    try {
      Files.createDirectories(log.getParent());
      run(command, log);
      Files.move(
          draft, file(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run(List<String> command, Path log) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.directory(ProjectFiles.root().toFile()).redirectOutput(log.toFile());
    builder.environment().putIfAbsent("JAVA_HOME", System.getProperty("java.home"));
    Process maven = builder.start();
    try {
      if (!maven.waitFor(10, TimeUnit.MINUTES)) {
        throw new IllegalStateException("Maven did not resolve " + pom + " in ten minutes");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Maven resolved " + pom, e);
    } finally {
      maven.descendants().forEach(ProcessHandle::destroyForcibly);
      maven.destroyForcibly();
    }
    if (maven.exitValue() != 0) {
      throw new IllegalStateException(
          "Maven could not resolve " + pom + ":\n" + Files.readString(log));
    }
  }
}
