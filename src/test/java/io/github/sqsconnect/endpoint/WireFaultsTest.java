package io.github.sqsconnect.endpoint;

import static io.github.sqsconnect.endpoint.EndpointClients.batch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;

class WireFaultsTest {
  /** A fault of the connection, and whether the message is stored all the same. */
  enum ConnectionFault {
    DROP_BEFORE_READING(FaultBuilder::dropBeforeReading, false),
    RESET_BEFORE_READING(FaultBuilder::resetBeforeReading, false),
    RESET_IN_REQUEST(FaultBuilder::resetInRequest, false),
    STALL_IN_REQUEST(FaultBuilder::stallInRequest, false),
    DROP_AFTER_READING(FaultBuilder::dropAfterReading, false),
    RESET_AFTER_READING(FaultBuilder::resetAfterReading, false),
    HANG(FaultBuilder::hang, false),
    STORE_THEN_DROP(FaultBuilder::storeThenDrop, true),
    STORE_THEN_RESET(FaultBuilder::storeThenReset, true),
    STORE_THEN_HANG(FaultBuilder::storeThenHang, true),
    CUT_IN_BODY(fault -> fault.cutAnswer(0.9), true),
    RESET_IN_ANSWER(fault -> fault.resetInAnswer(0.9), true),
    HANG_IN_ANSWER(fault -> fault.hangInAnswer(0.9), true),
    TRUNCATED_JSON(fault -> fault.truncateJson(0.8), true);

    private final transient Consumer<FaultBuilder> effect;
    private final boolean stored;

    ConnectionFault(Consumer<FaultBuilder> effect, boolean stored) {
      this.effect = effect;
      this.stored = stored;
    }
  }

  private final ScriptedSqs endpoint = ScriptedSqs.start();
  private final ScriptedQueue queue = endpoint.queue("events");

  @AfterEach
  void close() {
    endpoint.close();
  }

  @ParameterizedTest
  @EnumSource
  void asyncClientFailsAndTheNextCallIsWell(ConnectionFault fault) {
    try (SqsAsyncClient client = EndpointClients.async(endpoint)) {
      client.sendMessageBatch(batch(queue.url(), "before")).join();
      fault.effect.accept(endpoint.next(1));

      Throwable failure = catchThrowable(() -> client.sendMessageBatch(impatient("a")).join());

      assertThat(failure).hasCauseInstanceOf(SdkClientException.class);
      client.sendMessageBatch(batch(queue.url(), "after")).join();
    }
    assertStored(fault);
  }

  /**
   * A dropped or reset connection on which nothing was answered is tried a second time by the JDK's
   * own client, unasked; so the fault stays in force here.
   */
  @ParameterizedTest
  @EnumSource
  void blockingClientFailsAndTheNextCallIsWell(ConnectionFault fault) {
    try (SqsClient client = EndpointClients.blocking(endpoint)) {
      client.sendMessageBatch(batch(queue.url(), "before"));
      fault.effect.accept(endpoint.always());

      assertThatThrownBy(() -> client.sendMessageBatch(batch(queue.url(), "a")))
          .isInstanceOf(SdkClientException.class);

      endpoint.clearFaults();
      client.sendMessageBatch(batch(queue.url(), "after"));
    }
    assertStored(fault);
  }

  /** Both clients take the end of the connection for the end of the head: a success without ids. */
  @Test
  void answerCutInItsHeadLooksLikeSuccess() {
    endpoint.always().cutAnswer(0.1);
    try (SqsAsyncClient async = EndpointClients.async(endpoint);
        SqsClient blocking = EndpointClients.blocking(endpoint)) {
      assertThat(async.sendMessageBatch(batch(queue.url(), "a")).join().hasSuccessful()).isFalse();
      assertThat(blocking.sendMessageBatch(batch(queue.url(), "b")).hasSuccessful()).isFalse();
    }
    assertThat(queue.bodies()).containsExactly("a", "b");
  }

  @Test
  void trickledAnswerArrivesWholeAndLate() {
    try (SqsAsyncClient client = EndpointClients.async(endpoint)) {
      client.sendMessageBatch(batch(queue.url(), "warm")).join();
      endpoint.next(1).trickle(10, Duration.ofMillis(20));
      long start = System.nanoTime();
      assertThat(client.sendMessageBatch(batch(queue.url(), "a")).join().successful()).hasSize(1);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(300));
    }
  }

  @Test
  void slowAnswerIsStoredBeforeItIsAnswered() {
    try (SqsAsyncClient client = EndpointClients.async(endpoint)) {
      endpoint.next(1).slowAnswer(Duration.ofMillis(600));
      CompletableFuture<?> call = client.sendMessageBatch(batch(queue.url(), "a"));
      Awaitility.await().until(() -> queue.size() == 1);
      assertThat(call).isNotDone();
      call.join();
    }
  }

  @Test
  void connectionCanEndAfterAWholeAnswer() {
    try (SqsAsyncClient client = EndpointClients.async(endpoint)) {
      endpoint.next(1).closeAfterAnswer();
      client.sendMessageBatch(batch(queue.url(), "a")).join();
      Awaitility.await().until(() -> endpoint.connectionsOpen() == 0);
      client.sendMessageBatch(batch(queue.url(), "b")).join();
      assertThat(endpoint.connectionsAccepted()).isEqualTo(2);
    }
  }

  /**
   * Whether the client sees the answer or the reset is a race; the next call is well in any case.
   */
  @Test
  void resetAfterAnAnswerMayOvertakeIt() {
    try (SqsAsyncClient client = EndpointClients.async(endpoint)) {
      EndpointFault fault = endpoint.next(1).resetAfterAnswer();
      var unused = catchThrowable(() -> client.sendMessageBatch(batch(queue.url(), "a")).join());
      assertThat(fault.hits()).isEqualTo(1);
      client.sendMessageBatch(batch(queue.url(), "b")).join();
      assertThat(endpoint.connectionsAccepted()).isEqualTo(2);
    }
    assertThat(queue.bodies()).containsExactly("a", "b");
  }

  @Test
  void resetIsNoOrderlyEnd() throws IOException {
    endpoint.next(1).dropAfterReading();
    assertThat(readAfterRequest()).isEqualTo(-1);
    endpoint.next(1).resetAfterReading();
    assertThatThrownBy(this::readAfterRequest).isInstanceOf(SocketException.class);
  }

  @Test
  void connectionsAreKept() {
    try (SqsClient client = EndpointClients.blocking(endpoint)) {
      for (int i = 0; i < 20; i++) {
        client.sendMessageBatch(batch(queue.url(), "a"));
      }
      assertThat(endpoint.connectionsAccepted()).isEqualTo(1);
    }
  }

  /** The async client makes status 999 of what is not HTTP. */
  @Test
  void anyByteOfTheAnswerCanBeChanged() {
    try (SqsAsyncClient client = EndpointClients.async(endpoint)) {
      endpoint.next(1).rewriteBody(body -> "{\"Successful\":[]}".getBytes(StandardCharsets.UTF_8));
      assertThat(client.sendMessageBatch(batch(queue.url(), "a")).join().successful()).isEmpty();
      endpoint.next(1).rewriteWire(bytes -> "not HTTP\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      assertThatThrownBy(() -> client.sendMessageBatch(batch(queue.url(), "b")).join())
          .hasMessageContaining("999");
    }
    assertThat(queue.bodies()).containsExactly("a", "b");
  }

  @Test
  void outageRefusesConnectionsUntilRecovery() throws IOException {
    try (SqsAsyncClient client = EndpointClients.async(endpoint)) {
      for (int round = 0; round < 3; round++) {
        client.sendMessageBatch(batch(queue.url(), "a")).join();
        endpoint.outage();
        Awaitility.await().until(() -> endpoint.connectionsOpen() == 0);
        assertThatThrownBy(() -> new Socket("127.0.0.1", endpoint.port()).close())
            .isInstanceOf(ConnectException.class);
        assertThatThrownBy(() -> client.sendMessageBatch(batch(queue.url(), "b")).join())
            .hasCauseInstanceOf(SdkClientException.class);
        endpoint.recover();
      }
      client.sendMessageBatch(batch(queue.url(), "c")).join();
    }
    assertThat(queue.bodies()).containsExactly("a", "a", "a", "c");
  }

  /** The system may hold a port for a thread that waits on it, though the socket is closed. */
  @Test
  void outageIsThereWhenTheCallReturns() {
    for (int round = 0; round < 100; round++) {
      endpoint.outage();
      assertThatThrownBy(() -> new Socket("127.0.0.1", endpoint.port()).close())
          .isInstanceOf(ConnectException.class);
      endpoint.recover();
    }
  }

  @Test
  void outageCanEndByItself() {
    try (SqsAsyncClient client = EndpointClients.async(endpoint)) {
      client.sendMessageBatch(batch(queue.url(), "warm")).join();
      endpoint.outage(Duration.ofSeconds(1));
      assertThatThrownBy(() -> new Socket("127.0.0.1", endpoint.port()).close())
          .isInstanceOf(ConnectException.class);
      Awaitility.await()
          .ignoreExceptions()
          .until(() -> client.sendMessageBatch(batch(queue.url(), "b")).join().hasSuccessful());
    }
  }

  @Test
  void closeEndsEverything() {
    ScriptedSqs other = ScriptedSqs.start();
    String url = other.queue("events").url();
    other.always().hang();
    try (SqsAsyncClient client = EndpointClients.async(other)) {
      CompletableFuture<?> call = client.sendMessageBatch(batch(url, "a"));
      Awaitility.await().until(() -> other.counters().outcome("unanswered") == 1);
      other.close();
      assertThat(call).failsWithin(Duration.ofSeconds(1));
      assertThatThrownBy(() -> new Socket("127.0.0.1", other.port()).close())
          .isInstanceOf(ConnectException.class);
      Awaitility.await().until(() -> other.connectionsOpen() == 0);
    }
  }

  /** Gives up after a second, which is how a hanging call ends. */
  private SendMessageBatchRequest impatient(String body) {
    return batch(queue.url(), body).toBuilder()
        .overrideConfiguration(o -> o.apiCallTimeout(Duration.ofSeconds(1)))
        .build();
  }

  /** The first byte of the response to a request on a plain socket. */
  private int readAfterRequest() throws IOException {
    try (Socket socket = new Socket("127.0.0.1", endpoint.port())) {
      String request =
          "POST / HTTP/1.1\r\nX-Amz-Target: AmazonSQS.SendMessage\r\nContent-Length: 2\r\n\r\n{}";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return socket.getInputStream().read();
    }
  }

  private void assertStored(ConnectionFault fault) {
    List<String> others = List.of("before", "after");
    assertThat(queue.bodies()).containsAll(others);
    assertThat(queue.bodies().contains("a")).isEqualTo(fault.stored);
  }
}
