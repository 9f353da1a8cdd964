package io.github.sqsconnect.servers;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A worker's REST interface, typed as far as tests and the quickstart need it. */
public final class ConnectRest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private static final int CONFLICT = 409;
  private static final Duration SETTLE_LIMIT = Duration.ofSeconds(60);

  private final URI worker;

  public ConnectRest(URI worker) {
    this.worker = worker;
  }

  /** One line of {@code GET /connector-plugins}. */
  public record Plugin(String className, String type, String version) {}

  /** State and, when failed, stack trace of a connector or one of its tasks. */
  public record State(String state, String trace) {
    public boolean running() {
      return state.equals("RUNNING");
    }

    public boolean failed() {
      return state.equals("FAILED");
    }
  }

  /** {@code GET /connectors/<name>/status}. */
  public record Status(State connector, List<State> tasks) {
    /** The connector and at least one task run, and no task does anything else. */
    public boolean running() {
      return connector.running() && !tasks.isEmpty() && tasks.stream().allMatch(State::running);
    }
  }

  /** The answer to a validation: the errors of each key that has any. */
  public record Validation(int errorCount, Map<String, List<String>> errors, String body) {}

  /** A refusal by the worker. */
  public static final class Refusal extends IllegalStateException {
    private static final long serialVersionUID = 1L;
    private final int status;

    Refusal(int status, String message) {
      super(message);
      this.status = status;
    }

    public int status() {
      return status;
    }
  }

  /** Whether the worker is up and a member of its group. */
  public boolean answers() {
    try {
      return exchange("GET", "/connectors", null).statusCode() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  public List<Plugin> plugins() {
    List<Plugin> plugins = new ArrayList<>();
    for (JsonNode plugin : call("GET", "/connector-plugins", null)) {
      plugins.add(
          new Plugin(
              plugin.path("class").asText(),
              plugin.path("type").asText(),
              plugin.path("version").asText()));
    }
    return plugins;
  }

  public List<String> connectors() {
    List<String> names = new ArrayList<>();
    call("GET", "/connectors", null).forEach(name -> names.add(name.asText()));
    return names;
  }

  /** {@code POST /connectors} with {@code {"name": …, "config": {…}}}. */
  public void create(JsonNode nameAndConfig) {
    call("POST", "/connectors", nameAndConfig.toString());
  }

  /** {@code PUT /connectors/<name>/config}: creates or changes. */
  public void put(String name, Map<String, String> config) {
    call("PUT", "/connectors/" + name + "/config", JSON.valueToTree(config).toString());
  }

  public Map<String, String> config(String name) {
    Map<String, String> config = new LinkedHashMap<>();
    call("GET", "/connectors/" + name + "/config", null)
        .properties()
        .forEach(entry -> config.put(entry.getKey(), entry.getValue().asText()));
    return config;
  }

  public Status status(String name) {
    JsonNode answer = call("GET", "/connectors/" + name + "/status", null);
    List<State> tasks = new ArrayList<>();
    answer.path("tasks").forEach(task -> tasks.add(state(task)));
    return new Status(state(answer.path("connector")), tasks);
  }

  public Validation validate(String className, Map<String, String> config) {
    Map<String, String> whole = new LinkedHashMap<>(config);
    whole.putIfAbsent("connector.class", className);
    JsonNode answer =
        call(
            "PUT",
            "/connector-plugins/" + className + "/config/validate",
            JSON.valueToTree(whole).toString());
    Map<String, List<String>> errors = new LinkedHashMap<>();
    for (JsonNode key : answer.path("configs")) {
      List<String> messages = new ArrayList<>();
      key.path("value").path("errors").forEach(error -> messages.add(error.asText()));
      if (!messages.isEmpty()) {
        errors.put(key.path("value").path("name").asText(), messages);
      }
    }
    return new Validation(answer.path("error_count").asInt(), errors, answer.toString());
  }

  public void delete(String name) {
    call("DELETE", "/connectors/" + name, null);
  }

  public void pause(String name) {
    call("PUT", "/connectors/" + name + "/pause", null);
  }

  public void resume(String name) {
    call("PUT", "/connectors/" + name + "/resume", null);
  }

  /** Stops the connector's tasks but keeps its configuration and offsets. */
  public void stop(String name) {
    call("PUT", "/connectors/" + name + "/stop", null);
  }

  /** Restarts the connector and all its tasks. */
  public void restart(String name) {
    call("POST", "/connectors/" + name + "/restart?includeTasks=true", null);
  }

  /** {@code GET /connectors/<name>/offsets}, by {@code topic-partition}. */
  public Map<String, Long> offsets(String name) {
    Map<String, Long> offsets = new LinkedHashMap<>();
    for (JsonNode entry : call("GET", "/connectors/" + name + "/offsets", null).path("offsets")) {
      JsonNode partition = entry.path("partition");
      String at =
          partition.path("kafka_topic").asText() + "-" + partition.path("kafka_partition").asText();
      offsets.put(at, entry.path("offset").path("kafka_offset").asLong());
    }
    return offsets;
  }

  /** Forgets the committed offsets of a stopped connector. */
  public void resetOffsets(String name) {
    call("DELETE", "/connectors/" + name + "/offsets", null);
  }

  /** Moves the committed offsets of a stopped connector. */
  public void alterOffsets(String name, String topic, Map<Integer, Long> offsets) {
    ArrayNode moves = JSON.createArrayNode();
    offsets.forEach(
        (partition, offset) -> {
          ObjectNode move = moves.addObject();
          move.putObject("partition").put("kafka_topic", topic).put("kafka_partition", partition);
          move.putObject("offset").put("kafka_offset", offset);
        });
    call(
        "PATCH",
        "/connectors/" + name + "/offsets",
        JSON.createObjectNode().set("offsets", moves).toString());
  }

  /** Waits until the connector and all its tasks run; says why if one of them fails instead. */
  public void awaitRunning(String name) {
    await("connector " + name + " runs")
        .atMost(SETTLE_LIMIT)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> found(name) && runningOrThrow(name));
  }

  /** Waits until a task has failed and returns its stack trace. */
  public String awaitTaskFailure(String name) {
    return await("a task of " + name + " fails")
        .atMost(SETTLE_LIMIT)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> found(name) ? failedTask(name) : "", trace -> !trace.isEmpty());
  }

  private boolean found(String name) {
    return exchange("GET", "/connectors/" + name + "/status", null).statusCode() == 200;
  }

  private boolean runningOrThrow(String name) {
    Status status = status(name);
    if (status.connector().failed()) {
      throw new IllegalStateException(name + " failed: " + status.connector().trace());
    }
    String trace = failedTask(name);
    if (!trace.isEmpty()) {
      throw new IllegalStateException("a task of " + name + " failed: " + trace);
    }
    return status.running();
  }

  private String failedTask(String name) {
    return status(name).tasks().stream()
        .filter(State::failed)
        .map(State::trace)
        .findFirst()
        .orElse("");
  }

  private static State state(JsonNode node) {
    return new State(node.path("state").asText(), node.path("trace").asText());
  }

  /** While the group rebalances a worker answers 409; that is no refusal, only bad timing. */
  private JsonNode call(String method, String path, @Nullable String body) {
    HttpResponse<String> answer =
        await(method + " " + path)
            .atMost(SETTLE_LIMIT)
            .pollInterval(Duration.ofMillis(100))
            .pollDelay(Duration.ZERO)
            .until(() -> exchange(method, path, body), r -> r.statusCode() != CONFLICT);
    if (answer.statusCode() >= 300) {
      throw new Refusal(
          answer.statusCode(),
          method + " " + path + " answered " + answer.statusCode() + ": " + reason(answer.body()));
    }
    try {
      return answer.body().isEmpty() ? JSON.nullNode() : JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String reason(String body) {
    try {
      return JSON.readTree(body).path("message").asText(body);
    } catch (JsonProcessingException e) {
      return body;
    }
  }

  private HttpResponse<String> exchange(String method, String path, @Nullable String body) {
    HttpRequest request =
        HttpRequest.newBuilder(worker.resolve(path))
            .timeout(Duration.ofSeconds(100))
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted in " + method + " " + path, e);
    }
  }
}
