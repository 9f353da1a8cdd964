package io.github.sqsconnect.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sqsconnect.project.Unchecked;
import io.github.sqsconnect.servers.ServerJars;
import java.io.BufferedReader;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@link BareClient} in a JVM of its own, with one of the SDK's HTTP clients. */
record BareClientProcess(String name, Process process, BufferedReader output) implements Forwarder {
  /**
   * Starts the client.
   *
   * @param name {@code bare netty} or {@code bare crt}
   */
  static BareClientProcess start(String name, String bootstrapServers, List<String> jvmOptions) {
    String http = name.substring("bare ".length());
    String classPath = System.getProperty("java.class.path");
    if (http.equals("crt")) {
      classPath += File.pathSeparator + ServerJars.CRT.classPath();
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    command.addAll(List.of("-cp", classPath, BareClient.class.getName(), http, bootstrapServers));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = Unchecked.call(builder::start);
    return new BareClientProcess(name, process, process.inputReader(UTF_8));
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public void start(Scenario scenario, FastSqs endpoint) {
    String line =
        endpoint.uri(scenario.tls()) + " " + scenario.topic() + " " + scenario.tasks() + "\n";
    Unchecked.run(
        () -> {
          process.getOutputStream().write(line.getBytes(UTF_8));
          process.getOutputStream().flush();
        });
  }

  @Override
  public void finish() {
    String result = Unchecked.call(output::readLine);
    if (!"done".equals(result)) {
      throw new IllegalStateException(name + ": " + result);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
