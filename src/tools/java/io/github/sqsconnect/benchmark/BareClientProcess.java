package io.github.sqsconnect.benchmark;

import io.github.sqsconnect.servers.ServerJars;
import java.io.File;
import java.util.ArrayList;
import java.util.List;

/** {@link BareClient} in a JVM of its own, with one of the SDK's HTTP clients. */
record BareClientProcess(String name, ChildJvm jvm) implements Forwarder {
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
    List<String> options = new ArrayList<>(jvmOptions);
    options.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    return new BareClientProcess(
        name, ChildJvm.start(options, classPath, BareClient.class, http, bootstrapServers));
  }

  @Override
  public long pid() {
    return jvm.pid();
  }

  @Override
  public void start(Scenario scenario, FastSqsProcess endpoint) {
    jvm.writeLine(endpoint.uri(scenario.tls()) + " " + scenario.topic() + " " + scenario.tasks());
  }

  @Override
  public void finish() {
    String result = jvm.readLine();
    if (!"done".equals(result)) {
      throw new IllegalStateException(name + ": " + result);
    }
  }

  @Override
  public void close() {
    jvm.close();
  }
}
