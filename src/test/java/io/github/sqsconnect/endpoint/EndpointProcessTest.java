package io.github.sqsconnect.endpoint;

import static io.github.sqsconnect.endpoint.EndpointClients.ANYONE;
import static io.github.sqsconnect.endpoint.EndpointClients.batch;
import static io.github.sqsconnect.endpoint.EndpointClients.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
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

class EndpointProcessTest {
  private static EndpointProcess endpoint;
  private static SqsClient client;

  private String url;

  static Set<String> effects() {
    return AdminFaults.names();
  }

  @BeforeAll
  static void start() {
    endpoint = EndpointProcess.start("--queue", "given", "--keep-body-chars", "20");
    client = EndpointClients.blocking(endpoint.uri(), ANYONE, "us-east-1");
  }

  @AfterAll
  static void stop() {
    client.close();
    endpoint.close();
  }

  @BeforeEach
  void clear() {
    endpoint.clearFaults();
    endpoint.call("DELETE", "requests", "");
    endpoint.call("DELETE", "queues/events.fifo", "");
    url = endpoint.queueUrl("events.fifo", "{\"contentBasedDeduplication\":true}");
  }

  @Test
  void messagesAndRequestsAreReadAsLines() {
    client.sendMessageBatch(
        batch(url, entry("x", "a", "g", "1"), entry("y", "b".repeat(30), "g", "2")));
    client.sendMessageBatch(batch(url, entry("x", "a", "g", "1")));

    JsonNode message = endpoint.messages("events.fifo").get(0);
    assertThat(message.path("body").asText()).isEqualTo("a");
    assertThat(message.path("groupId").asText()).isEqualTo("g");
    assertThat(message.path("deduplicationId").asText()).isEqualTo("1");
    assertThat(message.path("sequenceNumber").asText()).hasSize(20);
    assertThat(endpoint.messagesAfter("events.fifo", 1))
        .extracting(m -> m.path("body").asText() + m.path("bodyLength"))
        .containsExactly("b".repeat(20) + "30");
    assertThat(endpoint.requests())
        .extracting(r -> r.path("accessKeyId").asText() + r.path("entryIds").size())
        .containsExactly("AKIDEXAMPLE2", "AKIDEXAMPLE1");
    JsonNode counters = endpoint.counters();
    assertThat(counters.path("entriesSucceeded").asInt()).isEqualTo(3);
    assertThat(counters.path("forbiddenActions")).isEmpty();
    assertThat(counters.path("queues").findValuesAsText("name")).contains("given", "events.fifo");
  }

  @Test
  void faultsArePutSeenAndRemoved() {
    int id =
        endpoint.fault(
            "{\"fault\":\"failEntry\",\"code\":\"InternalError\",\"bodyContains\":\"bad\","
                + "\"queue\":\"events.fifo\",\"group\":\"g\"}");
    assertThat(
            client
                .sendMessageBatch(
                    batch(url, entry("x", "good", "g", "1"), entry("y", "bad", "g", "2")))
                .failed())
        .extracting(f -> f.id())
        .containsExactly("y");
    assertThat(endpoint.call("GET", "faults", "").path(0).path("hits").asInt()).isEqualTo(1);
    endpoint.removeFault(id);
    assertThat(endpoint.call("GET", "faults", "")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("effects")
  void everyFaultCanBePut(String name) {
    assertThat(endpoint.fault("{\"fault\":\"" + name + "\",\"next\":1}")).isPositive();
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
  void processEndsWithItsInput() throws IOException {
    try (EndpointProcess other = EndpointProcess.start()) {
      other.process().getOutputStream().close();
      assertThat(other.process().onExit()).succeedsWithin(Duration.ofSeconds(20));
    }
  }

  @Test
  void wrongCallsAreAnsweredWithTheReason() {
    assertThatThrownBy(() -> endpoint.fault("{\"fault\":\"earthquake\"}"))
        .hasMessageContaining("throttle");
    assertThatThrownBy(() -> endpoint.call("POST", "nonsense", ""))
        .hasMessageContaining("no such call");
    assertThatThrownBy(() -> endpoint.messages("no-such")).hasMessageContaining("no such queue");
    assertThatThrownBy(() -> endpoint.call("POST", "faults", "{")).hasMessageContaining("not JSON");
  }

  @Test
  void outageLeavesTheAdminPortOpen() {
    endpoint.outage();
    assertThatThrownBy(() -> client.sendMessageBatch(batch(url, entry("x", "a", "g", "1"))))
        .isInstanceOf(SdkClientException.class);
    Awaitility.await().until(() -> endpoint.counters().path("connectionsOpen").asInt() == 0);
    endpoint.recover();
    client.sendMessageBatch(batch(url, entry("x", "a", "g", "1")));
  }

  @Test
  void credentialsAreSetExpiredAndForgotten() {
    endpoint.call(
        "PUT",
        "credentials",
        "{\"accessKeyId\":\"AKIDEXAMPLE\",\"secretAccessKey\":\"secret\",\"region\":\"us-east-1\"}");
    client.sendMessageBatch(batch(url, entry("x", "a", "g", "1")));
    endpoint.call("POST", "credentials/AKIDEXAMPLE/expire", "");
    SqsException refused =
        catchThrowableOfType(
            SqsException.class,
            () -> client.sendMessageBatch(batch(url, entry("x", "b", "g", "2"))));
    assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("ExpiredToken");
    endpoint.call("DELETE", "credentials", "");
    client.sendMessageBatch(batch(url, entry("x", "b", "g", "2")));
  }

  @Test
  void clockAndSettingsAreMoved() {
    client.sendMessageBatch(batch(url, entry("x", "a", "g", "1")));
    endpoint.call("POST", "clock?advance=PT5M", "");
    client.sendMessageBatch(batch(url, entry("x", "a", "g", "1")));
    assertThat(endpoint.messages("events.fifo")).hasSize(2);
    endpoint.call("POST", "clock?advance=-PT5M", "");

    endpoint.call("PUT", "settings?unrecordedBreachesSpoil=call", "");
    assertThatThrownBy(() -> client.sendMessageBatch(batch(url, entry("x", "", "g", "3"))))
        .isInstanceOf(SqsException.class);
    endpoint.call("PUT", "settings?unrecordedBreachesSpoil=entry", "");
  }

  private String statusAfter(String fault) {
    endpoint.fault(fault);
    SqsException failed =
        catchThrowableOfType(
            SqsException.class,
            () -> client.sendMessageBatch(batch(url, entry("x", "a", "g", "1"))));
    return failed.statusCode() + " " + failed.awsErrorDetails().errorCode();
  }
}
