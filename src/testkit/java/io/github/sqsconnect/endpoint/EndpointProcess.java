package io.github.sqsconnect.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An endpoint in a JVM of its own, and the calls that control it. */
public final class EndpointProcess implements AutoCloseable {
  private static final Pattern ANNOUNCED = Pattern.compile("scripted-sqs port=(\\d+) admin=(\\d+)");

  private final Process process;
  private final int port;
  private final URI admin;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private EndpointProcess(Process process, int port, int adminPort) {
    this.process = process;
    this.port = port;
    admin = URI.create("http://127.0.0.1:" + adminPort + AdminApi.ROOT + "/");
  }

  /** Starts it with the flags of {@link Main}; it always has a separate admin port. */
  public static EndpointProcess start(String... flags) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-cp", System.getProperty("java.class.path")));
    command.add("-D" + Main.ENDS_WITH_STDIN + "=true");
    command.addAll(List.of(Main.class.getName(), "--admin-port", "0"));
    command.addAll(List.of(flags));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      Matcher announced = ANNOUNCED.matcher(firstLine(process));
      if (!announced.matches()) {
        process.destroyForcibly();
        throw new IllegalStateException("the endpoint did not start: " + command);
      }
      return new EndpointProcess(
          process, Integer.parseInt(announced.group(1)), Integer.parseInt(announced.group(2)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return port;
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Creates the queue or changes it; the settings are those of the admin call. */
  public String queueUrl(String name, String settings) {
    return call("PUT", "queues/" + name, settings).path("url").asText();
  }

  public String queueUrl(String name) {
    return queueUrl(name, "{}");
  }

  /** Puts a fault in force, described as in the admin call; returns its id. */
  public int fault(String json) {
    return call("POST", "faults", json).path("id").asInt();
  }

  public void removeFault(int id) {
    call("DELETE", "faults/" + id, "");
  }

  public void clearFaults() {
    call("DELETE", "faults", "");
  }

  public void outage() {
    call("POST", "outage", "");
  }

  public void recover() {
    call("POST", "recover", "");
  }

  public JsonNode counters() {
    return call("GET", "counters", "");
  }

  public List<JsonNode> messages(String queue) {
    return lines("queues/" + queue + "/messages");
  }

  /** The messages behind a position. */
  public List<JsonNode> messagesAfter(String queue, long position) {
    return lines("queues/" + queue + "/messages?after=" + position);
  }

  public List<JsonNode> requests() {
    return lines("requests");
  }

  /** Any admin call; an error response becomes an exception. */
  public JsonNode call(String method, String path, String json) {
    return read(exchange(method, path, json));
  }

  public Process process() {
    return process;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  private List<JsonNode> lines(String path) {
    return exchange("GET", path, "").lines().map(EndpointProcess::read).toList();
  }

  private static JsonNode read(String json) {
    return EndpointJson.read(json.getBytes(StandardCharsets.UTF_8));
  }

  private String exchange(String method, String path, String json) {
    try {
      java.net.http.HttpResponse<String> response =
          http.send(
              java.net.http.HttpRequest.newBuilder(admin.resolve(path))
                  .method(method, BodyPublishers.ofString(json))
                  .build(),
              BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalArgumentException(response.body());
      }
      return response.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static String firstLine(Process process) throws IOException {
    String line = process.inputReader(StandardCharsets.UTF_8).readLine();
    return line == null ? "" : line;
  }
}
