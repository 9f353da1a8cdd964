package io.github.sqsconnect.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sqsconnect.endpoint.EntryFailure.Reach;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The HTTP interface by which people and other processes steer an endpoint. */
final class AdminApi {
  static final String ROOT = "/_admin";

  private final ScriptedSqs endpoint;

  AdminApi(ScriptedSqs endpoint) {
    this.endpoint = endpoint;
  }

  /** Paths are short, so each call is named by its method and the fixed parts of its path. */
  boolean handle(HttpRequest request, WireConnection connection) throws IOException {
    String[] path = request.path().substring(ROOT.length()).split("/", -1);
    try {
      String resource = path.length > 1 ? path[1] : "";
      if (request.method().equals("GET") && resource.equals("requests")) {
        return writeRequests(request.query(), connection);
      }
      if (request.method().equals("GET") && path.length == 4 && path[3].equals("messages")) {
        return writeMessages(path[2], request.query(), connection);
      }
      connection.write(answer(request, path, resource).toBytes());
    } catch (IllegalArgumentException | DateTimeException | NoSuchCall e) {
      int status = e instanceof NoSuchCall ? 404 : 400;
      connection.write(json(status, Json.object().put("error", e.getMessage())).toBytes());
    }
    return true;
  }

  private HttpAnswer answer(HttpRequest request, String[] path, String resource) {
    JsonNode body = Json.read(request.body());
    Map<String, String> query = request.query();
    String last = path.length > 2 ? path[2] : "";
    switch (request.method() + " " + resource + (path.length > 3 ? "/" + path[3] : "")) {
      case "GET ":
        return HttpAnswer.of(200, "text/plain", "See docs/scripted-endpoint.md\n");
      case "GET counters":
        return json(200, counters());
      case "DELETE requests":
        endpoint.clearRequests();
        return done();
      case "GET queues":
        return json(200, queues());
      case "PUT queues":
        return json(200, describe(configure(endpoint.queue(last), body)));
      case "DELETE queues":
        endpoint.deleteQueue(last);
        return done();
      case "DELETE queues/messages":
        existing(last).purge();
        return done();
      case "GET faults":
        return json(200, faults());
      case "POST faults":
        return json(200, describe(AdminFaults.put(endpoint, body)));
      case "DELETE faults":
        removeFaults(last);
        return done();
      case "POST outage":
        outage(query);
        return done();
      case "POST recover":
        endpoint.recover();
        return done();
      case "POST clock":
        endpoint.clock().advance(Duration.parse(query.getOrDefault("advance", "PT0S")));
        return json(200, Json.object().put("now", endpoint.clock().now().toString()));
      case "PUT credentials":
        accept(body);
        return done();
      case "POST credentials/expire":
        endpoint.credentials().expire(last);
        return done();
      case "DELETE credentials":
        removeCredentials(last);
        return done();
      case "PUT settings":
        settings(query);
        return done();
      default:
        throw new NoSuchCall("no such call: " + request.method() + " " + request.path());
    }
  }

  private boolean writeRequests(Map<String, String> query, WireConnection connection)
      throws IOException {
    long after = number(query, "after", 0);
    try (LineWriter lines = new LineWriter(connection)) {
      for (RecordedRequest request : endpoint.requests()) {
        if (request.number() > after) {
          lines.write(request.toJson());
        }
      }
    }
    return true;
  }

  private boolean writeMessages(String name, Map<String, String> query, WireConnection connection)
      throws IOException {
    ScriptedQueue queue = existing(name);
    long after = number(query, "after", 0);
    int limit = (int) number(query, "limit", Integer.MAX_VALUE);
    try (LineWriter lines = new LineWriter(connection)) {
      for (StoredMessage message : queue.messagesAfter(after, limit)) {
        lines.write(message.toJson());
      }
    }
    return true;
  }

  private ScriptedQueue existing(String name) {
    return endpoint.queues().stream()
        .filter(queue -> queue.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new NoSuchCall("no such queue: " + name));
  }

  private ObjectNode counters() {
    Counters counters = endpoint.counters();
    ObjectNode json = Json.MAPPER.valueToTree(counters);
    json.set("forbiddenActions", Json.MAPPER.valueToTree(counters.forbiddenActions()));
    json.put("connectionsAccepted", endpoint.connectionsAccepted());
    json.put("connectionsOpen", endpoint.connectionsOpen());
    json.set("queues", queues());
    return json;
  }

  private ArrayNode queues() {
    ArrayNode json = Json.MAPPER.createArrayNode();
    endpoint.queues().forEach(queue -> json.add(describe(queue)));
    return json;
  }

  private ArrayNode faults() {
    ArrayNode json = Json.MAPPER.createArrayNode();
    endpoint.faults().forEach(fault -> json.add(describe(fault)));
    return json;
  }

  private static ScriptedQueue configure(ScriptedQueue queue, JsonNode body) {
    if (body.has("maximumMessageSize")) {
      queue.maximumMessageSize(body.get("maximumMessageSize").intValue());
    }
    if (body.has("contentBasedDeduplication")) {
      queue.contentBasedDeduplication(body.get("contentBasedDeduplication").booleanValue());
    }
    if (body.has("deduplicationPerGroup")) {
      queue.deduplicationPerGroup(body.get("deduplicationPerGroup").booleanValue());
    }
    return queue;
  }

  private void removeFaults(String id) {
    List<Fault> inForce = endpoint.faults();
    inForce.stream()
        .filter(fault -> id.isEmpty() || id.equals(Integer.toString(fault.id())))
        .forEach(Fault::remove);
  }

  private void outage(Map<String, String> query) {
    boolean otherDoor = endpoint.adminPort() != endpoint.port();
    if (query.containsKey("for")) {
      endpoint.outage(Duration.parse(query.get("for")));
    } else if (otherDoor) {
      endpoint.outage();
    } else {
      throw new IllegalArgumentException("without an admin port an outage needs ?for=PT10S");
    }
  }

  private void accept(JsonNode body) {
    String key = body.path("accessKeyId").asText();
    String secret = body.path("secretAccessKey").asText();
    if (body.has("region")) {
      endpoint.credentials().region(body.get("region").asText());
    }
    if (body.has("sessionToken")) {
      endpoint.credentials().accept(key, secret, body.get("sessionToken").asText());
    } else {
      endpoint.credentials().accept(key, secret);
    }
  }

  private void removeCredentials(String key) {
    if (key.isEmpty()) {
      endpoint.credentials().acceptAnyone();
    } else {
      endpoint.credentials().revoke(key);
    }
  }

  private void settings(Map<String, String> query) {
    if (query.containsKey("legacyCodes")) {
      endpoint.legacyCodes(Boolean.parseBoolean(query.get("legacyCodes")));
    }
    if (query.containsKey("unrecordedBreachesSpoil")) {
      String reach = query.get("unrecordedBreachesSpoil").toUpperCase(Locale.ROOT);
      endpoint.unrecordedBreachesSpoil(Reach.valueOf(reach));
    }
  }

  private static ObjectNode describe(ScriptedQueue queue) {
    ObjectNode json = Json.object().put("name", queue.name()).put("url", queue.url());
    json.put("messages", queue.size()).put("duplicatesSwallowed", queue.duplicatesSwallowed());
    return json.put("maximumMessageSize", queue.longestMessage());
  }

  private static ObjectNode describe(Fault fault) {
    return Json.object().put("id", fault.id()).put("fault", fault.name()).put("hits", fault.hits());
  }

  private static long number(Map<String, String> query, String name, long otherwise) {
    return query.containsKey(name) ? Long.parseLong(query.get(name)) : otherwise;
  }

  private static HttpAnswer done() {
    return json(200, Json.object().put("done", true));
  }

  private static HttpAnswer json(int status, JsonNode json) {
    return HttpAnswer.of(status, "application/json", json.toString() + "\n");
  }

  /** Nothing is there under that path. */
  private static final class NoSuchCall extends RuntimeException {
    NoSuchCall(String message) {
      super(message);
    }
  }
}
