package io.github.sqsconnect.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sqsconnect.endpoint.EntryFailure.Reach;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The HTTP interface through which people and other processes control an endpoint. */
final class AdminApi {
  static final String ROOT = "/_admin";
  private static final int CHUNK_BYTES = 64 * 1024;

  private final ScriptedSqs endpoint;

  AdminApi(ScriptedSqs endpoint) {
    this.endpoint = endpoint;
  }

  boolean handle(HttpRequest request, HttpConnection connection) throws IOException {
    String[] path = request.path().substring(ROOT.length()).split("/", -1);
    String resource = path.length > 1 ? path[1] : "";
    String name = path.length > 2 ? path[2] : "";
    String detail = path.length > 3 ? "/" + path[3] : "";
    String call = request.method() + " " + resource + detail;
    try {
      switch (call) {
        case "GET requests" -> writeLines(requests(request.query()), connection);
        case "GET queues/messages" -> writeLines(messages(name, request.query()), connection);
        default -> connection.write(response(call, name, request).toBytes());
      }
    } catch (IllegalArgumentException | DateTimeException e) {
      int status = e instanceof NotFound ? 404 : 400;
      connection.write(HttpResponse.json(status, Map.of("error", e.getMessage())).toBytes());
    }
    return true;
  }

  private HttpResponse response(String call, String name, HttpRequest request) {
    if (call.equals("GET ")) {
      return HttpResponse.of(200, "text/plain", "See docs/scripted-endpoint.md\n");
    }
    return HttpResponse.json(
        200, result(call, name, EndpointJson.read(request.body()), request.query()));
  }

  /** Executes a call, which is named by its method and the fixed parts of its path. */
  private Object result(String call, String name, JsonNode body, Map<String, String> query) {
    return switch (call) {
      case "GET counters" -> counters();
      case "GET queues" -> queues();
      case "GET faults" -> endpoint.faults().stream().map(AdminApi::describe).toList();
      case "PUT queues" -> describe(configure(endpoint.queue(name), body));
      case "POST faults" -> describe(AdminFaults.put(endpoint, body));
      case "POST clock" -> {
        endpoint.clock().advance(Duration.parse(query.getOrDefault("advance", "PT0S")));
        yield Map.of("now", endpoint.clock().now());
      }
      default -> {
        action(call, name, body, query).run();
        yield Map.of("done", true);
      }
    };
  }

  private Runnable action(String call, String name, JsonNode body, Map<String, String> query) {
    Credentials credentials = endpoint.credentials();
    return switch (call) {
      case "DELETE requests" -> endpoint::clearRequests;
      case "DELETE queues" -> () -> endpoint.deleteQueue(name);
      case "DELETE queues/messages" -> existing(name)::purge;
      case "DELETE faults" -> () -> removeFaults(name);
      case "POST outage" -> () -> startOutage(query);
      case "POST recover" -> endpoint::recover;
      case "PUT credentials" -> () -> acceptCredentials(body);
      case "POST credentials/expire" -> () -> credentials.expire(name);
      case "DELETE credentials" ->
          name.isEmpty() ? credentials::acceptAnyone : () -> credentials.revoke(name);
      case "PUT settings" -> () -> changeSettings(query);
      default -> throw new NotFound("no such call: " + call);
    };
  }

  private Stream<?> requests(Map<String, String> query) {
    long after = number(query, "after", 0);
    return endpoint.requests().stream().filter(request -> request.number() > after);
  }

  private Stream<?> messages(String queue, Map<String, String> query) {
    int limit = (int) number(query, "limit", Integer.MAX_VALUE);
    return existing(queue).messagesAfter(number(query, "after", 0), limit).stream();
  }

  private ScriptedQueue existing(String name) {
    return endpoint.queues().stream()
        .filter(queue -> queue.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new NotFound("no such queue: " + name));
  }

  private ObjectNode counters() {
    ObjectNode json = EndpointJson.MAPPER.valueToTree(endpoint.counters());
    json.put("connectionsAccepted", endpoint.connectionsAccepted());
    json.put("connectionsOpen", endpoint.connectionsOpen());
    return json.set("queues", EndpointJson.MAPPER.valueToTree(queues()));
  }

  private List<ObjectNode> queues() {
    return endpoint.queues().stream().map(AdminApi::describe).toList();
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
    endpoint.faults().stream()
        .filter(fault -> id.isEmpty() || id.equals(Integer.toString(fault.id())))
        .forEach(EndpointFault::remove);
  }

  private void startOutage(Map<String, String> query) {
    if (query.containsKey("for")) {
      endpoint.outage(Duration.parse(query.get("for")));
    } else if (endpoint.adminPort() != endpoint.port()) {
      endpoint.outage();
    } else {
      throw new IllegalArgumentException("without an admin port an outage needs ?for=PT10S");
    }
  }

  private void acceptCredentials(JsonNode body) {
    if (body.has("region")) {
      endpoint.credentials().region(body.get("region").asText());
    }
    endpoint
        .credentials()
        .accept(
            body.path("accessKeyId").asText(),
            body.path("secretAccessKey").asText(),
            body.path("sessionToken").textValue());
  }

  private void changeSettings(Map<String, String> query) {
    if (query.containsKey("legacyCodes")) {
      endpoint.legacyCodes(Boolean.parseBoolean(query.get("legacyCodes")));
    }
    if (query.containsKey("unrecordedBreachesSpoil")) {
      String reach = query.get("unrecordedBreachesSpoil").toUpperCase(Locale.ROOT);
      endpoint.unrecordedBreachesSpoil(Reach.valueOf(reach));
    }
  }

  private static ObjectNode describe(ScriptedQueue queue) {
    ObjectNode json = EndpointJson.object().put("name", queue.name()).put("url", queue.url());
    json.put("messages", queue.size()).put("duplicatesDropped", queue.duplicatesDropped());
    return json.put("maximumMessageSize", queue.longestMessage());
  }

  private static ObjectNode describe(EndpointFault fault) {
    ObjectNode json = EndpointJson.object().put("id", fault.id());
    return json.put("fault", fault.name()).put("hits", fault.hits());
  }

  private static long number(Map<String, String> query, String name, long otherwise) {
    return query.containsKey(name) ? Long.parseLong(query.get(name)) : otherwise;
  }

  /** Writes JSON lines in chunks, so that a million of them need little memory. */
  private static void writeLines(Stream<?> objects, HttpConnection connection) throws IOException {
    connection.write(
        "HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n");
    ByteArrayOutputStream chunk = new ByteArrayOutputStream(CHUNK_BYTES * 2);
    for (Iterator<?> each = objects.iterator(); each.hasNext(); ) {
      String line = EndpointJson.text(each.next()) + "\n";
      chunk.writeBytes(line.getBytes(StandardCharsets.UTF_8));
      if (chunk.size() >= CHUNK_BYTES || !each.hasNext()) {
        connection.write(Integer.toHexString(chunk.size()) + "\r\n");
        connection.write(chunk.toByteArray());
        connection.write("\r\n");
        chunk.reset();
      }
    }
    connection.write("0\r\n\r\n");
  }

  /** There is no such call or queue. */
  private static final class NotFound extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    NotFound(String message) {
      super(message);
    }
  }
}
