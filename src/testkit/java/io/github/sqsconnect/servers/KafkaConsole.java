package io.github.sqsconnect.servers;

import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.project.Unchecked;
import java.io.File;
import java.nio.file.Path;
import java.util.Map;

/**
 * A shell that finds Kafka's console tools under their usual names, so that command lines of the
 * documentation run unchanged; POSIX systems only.
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

  /** Writes scripts that start the tools to an empty directory. */
  public static KafkaConsole in(Path directory) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = ServerJars.KAFKA_TOOLS.classPath();
    TOOLS.forEach(
        (name, type) -> {
          String script =
              "#!/bin/sh\nexec '%s' -Xmx256m -XX:TieredStopAtLevel=1 -cp '%s' %s \"$@\"\n"
                  .formatted(java, classPath, type);
          File file = ProjectFiles.write(directory.resolve(name), script).toFile();
          if (!file.setExecutable(true)) {
            throw new IllegalStateException("cannot make executable: " + file);
          }
        });
    return new KafkaConsole(directory);
  }

  /** Starts command lines. */
  public Run run(String lines) {
    Path output = directory.resolve("output.txt");
    ProcessBuilder shell = new ProcessBuilder("sh", "-c", lines);
    shell.environment().merge("PATH", directory + ":", (path, tools) -> tools + path);
    shell.redirectErrorStream(true).redirectOutput(output.toFile());
    return new Run(Unchecked.call(shell::start), output);
  }

  /** Command lines that run; closing ends all processes that they started. */
  public record Run(Process shell, Path outputFile) implements AutoCloseable {
    public boolean alive() {
      return shell.isAlive();
    }

    /** What has been printed so far. */
    public String output() {
      return ProjectFiles.read(outputFile);
    }

    @Override
    public void close() {
      shell.descendants().forEach(ProcessHandle::destroyForcibly);
      shell.destroyForcibly().onExit().join();
    }
  }
}
