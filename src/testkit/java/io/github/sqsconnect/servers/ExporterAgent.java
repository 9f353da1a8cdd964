package io.github.sqsconnect.servers;

import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.project.Unchecked;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prometheus' JMX exporter in a worker, with the rules that users get. */
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

  /** Adds the agent to a worker that is started afterwards. */
  public static ExporterAgent in(ConnectWorker.Settings worker) {
    int port = ServerProcess.freePorts(1).get(0);
    String rules = ProjectFiles.root().resolve("docs/operations/jmx-exporter.yml").toString();
    String agent = ServerJars.JMX_EXPORTER.jars().get(0) + "=127.0.0.1:" + port + ":" + rules;
    worker.environment("JDK_JAVA_OPTIONS", "-javaagent:" + agent);
    return new ExporterAgent(port);
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
