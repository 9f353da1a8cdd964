package io.github.sqsconnect.servers;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sqsconnect.project.Unchecked;
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
import java.util.Optional;

/** The REST interface of a worker. */
public final class ConnectRest {
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private static final int CONFLICT = 409;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final URI worker;

  public ConnectRest(URI worker) {
    this.worker = worker;
  }

  /** An entry of {@code GET /connector-plugins}. */
  public record Plugin(@JsonProperty("class") String className, String type, String version) {}

  /** State of a connector or of a task, with the stack trace if it has failed. */
  public record State(String state, String trace) {
    public State {
      trace = trace == null ? "" : trace;
    }

    public boolean running() {
      return state.equals("RUNNING");
    }

    public boolean failed() {
      return state.equals("FAILED");
    }
  }

  /** {@code GET /connectors/<name>/status}. */
  public record Status(State connector, List<State> tasks) {
    /** The connector and all its tasks run, and there is at least one task. */
    public boolean running() {
      return connector.running() && !tasks.isEmpty() && tasks.stream().allMatch(State::running);
    }

    /** The first task that has failed. */
    public Optional<State> failedTask() {
      return tasks.stream().filter(State::failed).findFirst();
    }
  }

  /** The result of a validation: the error messages of each key that has any. */
  public record Validation(Map<String, List<String>> errors, String body) {}

  /** Whether the worker has started and is a member of its group. */
  public boolean answers() {
    try {
      return exchange("GET", "/connectors", "").statusCode() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  public List<Plugin> plugins() {
    return List.of(JSON.convertValue(call("GET", "/connector-plugins"), Plugin[].class));
  }

  public List<String> connectors() {
    return List.of(JSON.convertValue(call("GET", "/connectors"), String[].class));
  }

  /** {@code POST /connectors} with {@code {"name": …, "config": {…}}}. */
  public void create(JsonNode nameAndConfig) {
    call("POST", "/connectors", nameAndConfig.toString());
  }

  /** Creates a connector or changes its configuration. */
  public void put(String name, Map<String, String> config) {
    call("PUT", "/connectors/" + name + "/config", JSON.valueToTree(config).toString());
  }

  public Map<String, String> config(String name) {
    return JSON.convertValue(
        call("GET", "/connectors/" + name + "/config"), new TypeReference<>() {});
  }

  public Status status(String name) {
    return JSON.convertValue(call("GET", "/connectors/" + name + "/status"), Status.class);
  }

  public Validation validate(Map<String, String> config) {
    String path = "/connector-plugins/" + config.get("connector.class") + "/config/validate";
    JsonNode answer = call("PUT", path, JSON.valueToTree(config).toString());

    Map<String, List<String>> errors = new LinkedHashMap<>();
    for (JsonNode key : answer.path("configs")) {
      for (JsonNode error : key.at("/value/errors")) {
        errors
            .computeIfAbsent(key.at("/value/name").asText(), name -> new ArrayList<>())
            .add(error.asText());
      }
    }
    return new Validation(errors, answer.toString());
  }

  public void delete(String name) {
    call("DELETE", "/connectors/" + name);
  }

  public void pause(String name) {
    call("PUT", "/connectors/" + name + "/pause");
  }

  public void resume(String name) {
    call("PUT", "/connectors/" + name + "/resume");
  }

  /** Ends the tasks of a connector, which keeps its configuration and offsets. */
  public void stop(String name) {
    call("PUT", "/connectors/" + name + "/stop");
    Await.value(
        "end of the tasks of " + name,
        LIMIT,
        () -> status(name),
        each -> each.connector().state().equals("STOPPED") && each.tasks().isEmpty());
  }

  /** Restarts the connector and all its tasks. */
  public void restart(String name) {
    call("POST", "/connectors/" + name + "/restart?includeTasks=true");
  }

  /** Deletes the committed offsets of a stopped connector. */
  public void resetOffsets(String name) {
    call("DELETE", "/connectors/" + name + "/offsets");
  }

  /** Changes the committed offsets of a stopped connector. */
  public void alterOffsets(String name, String topic, Map<Integer, Long> offsets) {
    ObjectNode body = JSON.createObjectNode();
    ArrayNode entries = body.putArray("offsets");
    offsets.forEach(
        (partition, offset) -> {
          ObjectNode entry = entries.addObject();
          entry.putObject("partition").put("kafka_topic", topic).put("kafka_partition", partition);
          entry.putObject("offset").put("kafka_offset", offset);
        });
    call("PATCH", "/connectors/" + name + "/offsets", body.toString());
  }

  /** Waits until the connector and all its tasks run; fails if one of them has failed. */
  public void awaitRunning(String name) {
    Await.until(
        "running connector " + name,
        LIMIT,
        () -> {
          if (!isKnown(name)) {
            return false;
          }
          Status status = status(name);
          if (status.connector().failed() || status.failedTask().isPresent()) {
            throw new IllegalStateException(name + " has failed: " + status);
          }
          return status.running();
        });
  }

  /** Waits until a task has failed and returns its stack trace. */
  public String awaitTaskFailure(String name) {
    Await.until("failed task of " + name, LIMIT, () -> hasFailedTask(name));
    return status(name).failedTask().orElseThrow().trace();
  }

  /** Whether a task of the connector has failed; no, if there is no such connector yet. */
  public boolean hasFailedTask(String name) {
    return isKnown(name) && status(name).failedTask().isPresent();
  }

  private boolean isKnown(String name) {
    return exchange("GET", "/connectors/" + name + "/status", "").statusCode() == 200;
  }

  private JsonNode call(String method, String path) {
    return call(method, path, "");
  }

  /** Repeats a request while the worker rebalances. */
  private JsonNode call(String method, String path, String body) {
    HttpResponse<String> answer =
        Await.value(
            "answer to " + method + " " + path,
            LIMIT,
            () -> exchange(method, path, body),
            each -> !isRebalancing(each));
    if (answer.statusCode() >= 300) {
      throw new IllegalStateException(
          method + " " + path + " answered " + answer.statusCode() + ": " + reason(answer.body()));
    }
    return answer.body().isEmpty()
        ? JSON.nullNode()
        : Unchecked.call(() -> JSON.readTree(answer.body()));
  }

  /** Workers answer 409 then, and some requests 500 with the reason as text. */
  private static boolean isRebalancing(HttpResponse<String> answer) {
    return answer.statusCode() == CONFLICT
        || (answer.statusCode() >= 500 && answer.body().contains("a rebalance is expected"));
  }

  private static String reason(String body) {
    try {
      return JSON.readTree(body).path("message").asText(body);
    } catch (JsonProcessingException e) {
      return body;
    }
  }

  private HttpResponse<String> exchange(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(worker.resolve(path))
            .timeout(Duration.ofSeconds(100))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    return Unchecked.call(() -> HTTP.send(request, HttpResponse.BodyHandlers.ofString()));
  }
}
