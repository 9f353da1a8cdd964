package io.github.sqsconnect.integration;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.project.Unchecked;
import java.io.BufferedReader;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A running program of {@code examples}. It ends with this JVM at the latest. */
final class ExampleProcess implements AutoCloseable {
  private final Process process;
  private final Path log;
  private final Writer input;
  private final BufferedReader output;
  private final Thread end;

  private ExampleProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    input = process.outputWriter(UTF_8);
    output = process.inputReader(UTF_8);
    end =
        new Thread(
            () -> {
              process.descendants().forEach(ProcessHandle::destroyForcibly);
              process.destroyForcibly();
            });
    Runtime.getRuntime().addShutdownHook(end);
  }

  /** Starts a program in a directory; the log is what it writes to standard error. */
  static ExampleProcess start(
      Path directory, Path log, Map<String, String> environment, List<String> command) {
    ProjectFiles.write(log, "");
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().putAll(environment);
    builder.redirectError(log.toFile());
    return new ExampleProcess(Unchecked.call(builder::start), log);
  }

  /** Writes a line and returns the line that the program writes then. */
  String call(String line) {
    return Unchecked.call(
        () -> {
          input.write(line + "\n");
          input.flush();
          return awaitLine();
        });
  }

  /** Waits for a line that the program writes. */
  String awaitLine() {
    String line = Unchecked.call(output::readLine);
    if (line == null) {
      throw new AssertionError("the program has ended: " + logText());
    }
    return line;
  }

  /** Waits for the end of the program and returns what it wrote; fails unless it succeeded. */
  String result() {
    String text = Unchecked.call(() -> output.lines().reduce("", (a, b) -> a + b + "\n"));
    boolean ended = Unchecked.call(() -> process.waitFor(1, TimeUnit.MINUTES));
    if (!ended || process.exitValue() != 0) {
      throw new AssertionError(text + logText());
    }
    return text;
  }

  /** What the program and those that it started have used of a processor. */
  Duration processorTime() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  String logText() {
    return ProjectFiles.read(log);
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    Unchecked.run(process::waitFor);
    Runtime.getRuntime().removeShutdownHook(end);
  }
}
