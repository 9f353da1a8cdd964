package io.github.sqsconnect.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A shell in which Kafka's console tools are found under the names that a user types. Lines are run
 * as they stand on a page, pipes and all; POSIX systems only.
 */
public final class KafkaConsole {
  private static final Map<String, String> TOOLS =
      Map.of(
          "kafka-console-consumer.sh", "org.apache.kafka.tools.consumer.ConsoleConsumer",
          "kafka-console-producer.sh", "org.apache.kafka.tools.ConsoleProducer");

  private final Path directory;

  private KafkaConsole(Path directory) {
    this.directory = directory;
  }

  /** Writes the tools to an empty directory. */
  public static KafkaConsole in(Path directory) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = ServerRuntime.kafkaTools().classPath();
    TOOLS.forEach(
        (name, type) ->
            write(
                directory.resolve(name),
                "#!/bin/sh\nexec '%s' -Xmx256m -XX:TieredStopAtLevel=1 -cp '%s' %s \"$@\"\n"
                    .formatted(java, classPath, type)));
    return new KafkaConsole(directory);
  }

  private static void write(Path file, String script) {
    try {
      Files.writeString(file, script);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!file.toFile().setExecutable(true)) {
      throw new IllegalStateException("cannot make executable: " + file);
    }
  }

  /** Starts the lines. */
  public Run run(String lines) {
    Path output = directory.resolve("output.txt");
    ProcessBuilder shell = new ProcessBuilder("sh", "-c", lines);
    shell.environment().merge("PATH", directory + ":", (path, tools) -> tools + path);
    shell.redirectErrorStream(true).redirectOutput(output.toFile());
    try {
      return new Run(shell.start(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lines under way; all they started ends when it is closed. */
  public static final class Run implements AutoCloseable {
    private final Process shell;
    private final Path output;

    private Run(Process shell, Path output) {
      this.shell = shell;
      this.output = output;
    }

    public boolean alive() {
      return shell.isAlive();
    }

    /** What has been printed so far. */
    public String output() {
      try {
        return Files.readString(output);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      shell.descendants().forEach(ProcessHandle::destroyForcibly);
      shell.destroyForcibly().onExit().join();
    }
  }
}
