package io.github.sqsconnect.aws.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.sqsconnect.aws.ConnectorClients;
import io.netty.handler.timeout.ReadTimeoutException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

class ConnectionsTest {
  private static final String THREAD = "sqs-sink-io";

  private final Set<Thread> before = threads();
  private final Connections connections =
      new Connections(ConnectorClients.config().queue().proxy(), InetAddress::getAllByName);
  private ServerSocket silent;

  @BeforeEach
  void acceptAndNeverRespond() throws IOException {
    silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
  }

  @AfterEach
  void close() throws IOException {
    connections.close();
    silent.close();
  }

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(THREAD))
        .collect(Collectors.toSet());
  }

  private Set<Thread> started() {
    Set<Thread> started = threads();
    started.removeAll(before);
    return started;
  }

  private SqsAsyncClient client(Duration timeout, int maxConcurrency) {
    URI endpoint = URI.create("http://127.0.0.1:" + silent.getLocalPort());
    return SqsAsyncClient.builder()
        .region(Region.US_EAST_1)
        .credentialsProvider(AnonymousCredentialsProvider.create())
        .endpointOverride(endpoint)
        .httpClientBuilder(connections.clientBuilder(endpoint, timeout, maxConcurrency))
        .asyncConfiguration(Connections.COMPLETE_ON_EVENT_LOOP)
        .overrideConfiguration(
            override ->
                override
                    .retryStrategy(DefaultRetryStrategy.doNotRetry())
                    .scheduledExecutorService(connections.timer()))
        .build();
  }

  private static CompletableFuture<?> send(SqsAsyncClient client) {
    return client.sendMessage(request -> request.queueUrl("http://q/1/q").messageBody("m"));
  }

  @Test
  void silentConnectionEndsWithinTheTimeoutOfTheCall() {
    try (SqsAsyncClient client = client(Duration.ofMillis(400), 1)) {
      assertThat(send(client))
          .failsWithin(Duration.ofSeconds(10))
          .withThrowableThat()
          .havingRootCause()
          .isInstanceOf(ReadTimeoutException.class);
    }
  }

  @Test
  void futuresCompleteOnAnEventLoop() {
    try (SqsAsyncClient client = client(Duration.ofMillis(400), 1)) {
      assertThat(send(client).handle((response, error) -> Thread.currentThread().getName()))
          .succeedsWithin(Duration.ofSeconds(10))
          .isEqualTo(THREAD);
    }
  }

  /** With several loops the SDK can miss that its first connection failed. */
  @ParameterizedTest
  @CsvSource({"1, 1", "4, 2"})
  void clientWithOneConnectionUsesASingleEventLoop(int maxConcurrency, int maxThreads)
      throws IOException {
    silent.close();
    try (SqsAsyncClient client = client(Duration.ofSeconds(10), maxConcurrency)) {
      for (int i = 0; i < 5; i++) {
        assertThat(send(client)).failsWithin(Duration.ofSeconds(10));
      }
    }

    assertThat(started()).hasSizeBetween(1, maxThreads);
  }

  @Test
  void closeEndsEveryThreadAndMayBeRepeated() {
    connections.timer().execute(() -> {});
    assertThat(started()).isNotEmpty();

    connections.close();
    connections.close();

    await().atMost(Duration.ofSeconds(10)).until(() -> started().isEmpty());
  }
}
