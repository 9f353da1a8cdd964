package io.github.sqsconnect.endpoint;

import static io.github.sqsconnect.endpoint.EndpointClients.batch;
import static io.github.sqsconnect.endpoint.EndpointClients.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.sqsconnect.project.Unchecked;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SqsException;

class AdminApiTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static ScriptedSqs endpoint;
  private static SqsClient client;

  private String url;

  static Set<String> effects() {
    return AdminFaults.names();
  }

  @BeforeAll
  static void start() {
    endpoint = ScriptedSqs.setup().adminPort(0).keepIdsOnly().keepBodyChars(20).start();
    client = EndpointClients.blocking(endpoint);
  }

  @AfterAll
  static void stop() {
    client.close();
    endpoint.close();
  }

  @BeforeEach
  void clear() {
    call("DELETE", "faults", "");
    call("DELETE", "requests", "");
    call("DELETE", "queues/events.fifo", "");
    call("PUT", "queues/given", "{}");
    url =
        call("PUT", "queues/events.fifo", "{\"contentBasedDeduplication\":true}")
            .path("url")
            .asText();
  }

  @Test
  void messagesAndRequestsAreReadAsLines() {
    client.sendMessageBatch(
        batch(url, entry("x", "a", "g", "1"), entry("y", "b".repeat(30), "g", "2")));
    client.sendMessageBatch(batch(url, entry("x", "a", "g", "1")));

    JsonNode message = lines("queues/events.fifo/messages").get(0);
    assertThat(message.path("body").asText()).isEqualTo("a");
    assertThat(message.path("groupId").asText()).isEqualTo("g");
    assertThat(message.path("deduplicationId").asText()).isEqualTo("1");
    assertThat(message.path("sequenceNumber").asText()).hasSize(20);
    assertThat(lines("queues/events.fifo/messages?after=1"))
        .extracting(m -> m.path("body").asText() + m.path("bodyLength"))
        .containsExactly("b".repeat(20) + "30");
    assertThat(lines("requests"))
        .extracting(r -> r.path("accessKeyId").asText() + r.path("entryIds").size())
        .containsExactly("AKIDEXAMPLE2", "AKIDEXAMPLE1");
    JsonNode counters = call("GET", "counters", "");
    assertThat(counters.path("entriesSucceeded").asInt()).isEqualTo(3);
    assertThat(counters.path("forbiddenActions")).isEmpty();
    assertThat(counters.path("queues").findValuesAsText("name")).contains("given", "events.fifo");
  }

  @Test
  void faultsArePutSeenAndRemoved() {
    int id =
        fault(
            "{\"fault\":\"failEntry\",\"code\":\"InternalError\",\"bodyContains\":\"bad\","
                + "\"queue\":\"events.fifo\",\"group\":\"g\"}");
    assertThat(
            client
                .sendMessageBatch(
                    batch(url, entry("x", "good", "g", "1"), entry("y", "bad", "g", "2")))
                .failed())
        .extracting(f -> f.id())
        .containsExactly("y");
    assertThat(call("GET", "faults", "").path(0).path("hits").asInt()).isEqualTo(1);
    call("DELETE", "faults/" + id, "");
    assertThat(call("GET", "faults", "")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("effects")
  void everyFaultCanBePut(String name) {
    assertThat(fault("{\"fault\":\"" + name + "\",\"next\":1}")).isPositive();
  }

  @Test
  void valuesOfAFaultAreUsed() {
    assertThat(statusAfter("{\"fault\":\"error\",\"code\":\"OverLimit\",\"next\":1}"))
        .isEqualTo("403 OverLimit");
    assertThat(
            statusAfter(
                "{\"fault\":\"error\",\"code\":\"KmsThrottled\",\"status\":418,\"next\":1}"))
        .isEqualTo("418 KMS.ThrottlingException");
    assertThat(statusAfter("{\"fault\":\"emptyAnswer\",\"next\":1}")).startsWith("503 ");
  }

  @Test
  void wrongCallsAreAnsweredWithTheReason() {
    assertThatThrownBy(() -> fault("{\"fault\":\"earthquake\"}")).hasMessageContaining("throttle");
    assertThatThrownBy(() -> call("POST", "nonsense", "")).hasMessageContaining("no such call");
    assertThatThrownBy(() -> lines("queues/no-such/messages"))
        .hasMessageContaining("no such queue");
    assertThatThrownBy(() -> call("POST", "faults", "{")).hasMessageContaining("not JSON");
  }

  @Test
  void outageLeavesTheAdminPortOpen() {
    call("POST", "outage", "");
    assertThatThrownBy(() -> client.sendMessageBatch(batch(url, entry("x", "a", "g", "1"))))
        .isInstanceOf(SdkClientException.class);
    Awaitility.await()
        .until(() -> call("GET", "counters", "").path("connectionsOpen").asInt() == 0);
    call("POST", "recover", "");
    client.sendMessageBatch(batch(url, entry("x", "a", "g", "1")));
  }

  @Test
  void credentialsAreSetExpiredAndForgotten() {
    call(
        "PUT",
        "credentials",
        "{\"accessKeyId\":\"AKIDEXAMPLE\",\"secretAccessKey\":\"secret\",\"region\":\"us-east-1\"}");
    client.sendMessageBatch(batch(url, entry("x", "a", "g", "1")));
    call("POST", "credentials/AKIDEXAMPLE/expire", "");
    SqsException refused =
        catchThrowableOfType(
            SqsException.class,
            () -> client.sendMessageBatch(batch(url, entry("x", "b", "g", "2"))));
    assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("ExpiredToken");
    call("DELETE", "credentials", "");
    client.sendMessageBatch(batch(url, entry("x", "b", "g", "2")));
  }

  @Test
  void clockAndSettingsAreMoved() {
    client.sendMessageBatch(batch(url, entry("x", "a", "g", "1")));
    call("POST", "clock?advance=PT5M", "");
    client.sendMessageBatch(batch(url, entry("x", "a", "g", "1")));
    assertThat(lines("queues/events.fifo/messages")).hasSize(2);
    call("POST", "clock?advance=-PT5M", "");

    call("PUT", "settings?unrecordedBreachesSpoil=call", "");
    assertThatThrownBy(() -> client.sendMessageBatch(batch(url, entry("x", "", "g", "3"))))
        .isInstanceOf(SqsException.class);
    call("PUT", "settings?unrecordedBreachesSpoil=entry", "");
  }

  /** Puts a fault in force and returns its id. */
  private static int fault(String json) {
    return call("POST", "faults", json).path("id").asInt();
  }

  private static JsonNode call(String method, String path, String json) {
    return read(exchange(method, path, json));
  }

  private static List<JsonNode> lines(String path) {
    return exchange("GET", path, "").lines().map(AdminApiTest::read).toList();
  }

  private static JsonNode read(String json) {
    return EndpointJson.read(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String exchange(String method, String path, String json) {
    URI uri = URI.create("http://127.0.0.1:" + endpoint.adminPort() + "/_admin/" + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri).method(method, BodyPublishers.ofString(json)).build();
    HttpResponse<String> response =
        Unchecked.call(() -> HTTP.send(request, BodyHandlers.ofString()));
    if (response.statusCode() != 200) {
      throw new IllegalArgumentException(response.body());
    }
    return response.body();
  }

  private String statusAfter(String fault) {
    fault(fault);
    SqsException failed =
        catchThrowableOfType(
            SqsException.class,
            () -> client.sendMessageBatch(batch(url, entry("x", "a", "g", "1"))));
    return failed.statusCode() + " " + failed.awsErrorDetails().errorCode();
  }
}
