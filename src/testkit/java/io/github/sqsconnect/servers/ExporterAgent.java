package io.github.sqsconnect.servers;

import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.project.Unchecked;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An agent in a worker that serves its metrics to Prometheus, with the rules that users get. */
public record ExporterAgent(int port) {
  private static final Pattern SAMPLE = Pattern.compile("(\\w+)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** A value of a metric at the time of reading. */
  public record Sample(String name, Map<String, String> labels, double value) {
    private static Sample of(String line) {
      Matcher sample = SAMPLE.matcher(line);
      if (!sample.matches()) {
        throw new IllegalStateException("not a sample: " + line);
      }
      Map<String, String> labels = new TreeMap<>();
      Matcher label = LABEL.matcher(sample.group(2) == null ? "" : sample.group(2));
      while (label.find()) {
        labels.put(label.group(1), label.group(2));
      }
      return new Sample(sample.group(1), labels, Double.parseDouble(sample.group(3)));
    }

    /** The value of a label, empty if there is none. */
    public String label(String label) {
      return labels.getOrDefault(label, "");
    }
  }

  /** Adds Prometheus' JMX exporter to a worker that is started afterwards. */
  public static ExporterAgent in(ConnectWorker.Settings worker) {
    int port = ServerProcess.freePorts(1).get(0);
    String address = "=127.0.0.1:" + port + ":" + rules("jmx-exporter.yml");
    worker.environment(
        "JDK_JAVA_OPTIONS", "-javaagent:" + ServerJars.JMX_EXPORTER.jars().get(0) + address);
    return new ExporterAgent(port);
  }

  /** Adds OpenTelemetry's agent, beside the other one. */
  public static ExporterAgent openTelemetryIn(ConnectWorker.Settings worker) {
    int port = ServerProcess.freePorts(1).get(0);
    List<String> options =
        List.of(
            "-javaagent:" + ServerJars.OPENTELEMETRY.jars().get(0),
            // The agent takes a JVM that runs a source file for a tool of the JDK.
            "-Dotel.javaagent.enabled=true",
            "-Dotel.instrumentation.common.default-enabled=false",
            "-Dotel.instrumentation.jmx-metrics.enabled=true",
            "-Dotel.jmx.config=" + rules("opentelemetry-jmx.yml"),
            "-Dotel.jmx.discovery.delay=1000",
            "-Dotel.traces.exporter=none",
            "-Dotel.logs.exporter=none",
            "-Dotel.metrics.exporter=prometheus",
            "-Dotel.exporter.prometheus.host=127.0.0.1",
            "-Dotel.exporter.prometheus.port=" + port);
    worker.environment("JAVA_TOOL_OPTIONS", String.join(" ", options));
    return new ExporterAgent(port);
  }

  private static Path rules(String file) {
    return ProjectFiles.root().resolve("docs/operations").resolve(file);
  }

  /** The host and port that Prometheus scrapes. */
  public String target() {
    return "127.0.0.1:" + port;
  }

  public URI uri() {
    return URI.create("http://" + target() + "/metrics");
  }

  /** Reads all samples. */
  public List<Sample> read() {
    String text =
        Unchecked.call(
            () ->
                HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri()).build(), BodyHandlers.ofString())
                    .body());
    return text.lines().filter(line -> !line.startsWith("#")).map(Sample::of).toList();
  }
}
