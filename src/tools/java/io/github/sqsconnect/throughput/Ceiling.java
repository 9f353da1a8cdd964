package io.github.sqsconnect.throughput;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sqsconnect.servers.ServerRuntime;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@link BareLoop} in a JVM of its own, with one of the SDK's HTTP clients. */
final class Ceiling implements Subject {
  private final String name;
  private final Process process;
  private final BufferedReader answers;

  private Ceiling(String name, Process process) {
    this.name = name;
    this.process = process;
    answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }

  /**
   * Starts the loop.
   *
   * @param name {@code bare netty} or {@code bare crt}
   */
  static Ceiling start(String name, String bootstrapServers, List<String> jvm, String heap) {
    String http = name.substring("bare ".length());
    String classPath = System.getProperty("java.class.path");
    if (http.equals("crt")) {
      classPath += File.pathSeparator + ServerRuntime.crt().classPath();
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    command.addAll(
        List.of(
            "-Xmx" + heap,
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-cp",
            classPath,
            BareLoop.class.getName(),
            http,
            bootstrapServers));
    try {
      return new Ceiling(
          name, new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public void start(Scenario scenario, Endpoint endpoint) {
    String order =
        endpoint.uri(scenario.isSecure()) + " " + scenario.topic() + " " + scenario.tasks();
    try {
      process.getOutputStream().write((order + "\n").getBytes(UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void finish() {
    try {
      String answer = answers.readLine();
      if (!"done".equals(answer)) {
        throw new IllegalStateException(name() + ": " + answer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
