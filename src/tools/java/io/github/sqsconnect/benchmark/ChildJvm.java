package io.github.sqsconnect.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sqsconnect.servers.Unchecked;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A main class of this package in a JVM of its own, which reads and writes lines. */
final class ChildJvm implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  private ChildJvm(Process process) {
    this.process = process;
    output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }

  static ChildJvm start(List<String> options, String classPath, Class<?> main, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, main.getName()));
    command.addAll(List.of(args));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    return new ChildJvm(Unchecked.call(builder::start));
  }

  long pid() {
    return process.pid();
  }

  void writeLine(String line) {
    Unchecked.run(
        () -> {
          process.getOutputStream().write((line + "\n").getBytes(UTF_8));
          process.getOutputStream().flush();
        });
  }

  String readLine() {
    return Unchecked.call(output::readLine);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
