package io.github.sqsconnect.issues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.sqsconnect.aws.AwsClients;
import io.github.sqsconnect.aws.ConnectorClients;
import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.endpoint.ScriptedSts;
import io.github.sqsconnect.endpoint.SelfSigned;
import io.github.sqsconnect.endpoint.SilentAddress;
import io.github.sqsconnect.endpoint.TlsFront;
import io.github.sqsconnect.endpoint.TunnelProxy;
import io.github.sqsconnect.fakes.EndpointTask;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** Only the first address of a host was used. If it was dead, nothing was sent. */
@Timeout(60)
class FirstAddressIsDeadTest {
  private final ScriptedSqs sqs = ScriptedSqs.start();
  private final ScriptedQueue queue = sqs.queue("events");
  @TempDir private Path directory;

  @AfterEach
  void stop() {
    sqs.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.2 127.0.0.1",
        "::1 127.0.0.1",
        "127.0.0.2 ::1 127.0.0.3 127.0.0.1",
        "127.0.0.1 127.0.0.2",
        "127.0.0.1"
      })
  void anyAddressThatAcceptsIsUsed(String addresses) {
    try (AwsClients clients = clients(addresses)) {
      for (int i = 1; i <= 3; i++) {
        send(clients);
        assertThat(queue.bodies()).hasSize(i);
      }
    }
    assertThat(sqs.counters().requests()).isEqualTo(3);
  }

  /** No reset is received: the address is as silent as a host that is switched off. */
  @Test
  void hangingAddressDelaysTheRequestOnlyShortly() throws IOException {
    try (SilentAddress silent = new SilentAddress("127.0.0.2", sqs.uri().getPort());
        AwsClients clients = clients("127.0.0.2 127.0.0.1")) {
      assertThat(silent.isUnresponsive()).isTrue();
      long start = System.nanoTime();
      send(clients);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void everyAddressIsTriedWithinAShortRequestTimeout() throws IOException {
    try (SilentAddress one = new SilentAddress("127.0.0.2", sqs.uri().getPort());
        SilentAddress two = new SilentAddress("127.0.0.3", sqs.uri().getPort());
        AwsClients clients =
            clients("127.0.0.2 127.0.0.3 127.0.0.4 127.0.0.1", "sqs.request.timeout.ms", "1000")) {
      assertThat(one.isUnresponsive()).isTrue();
      assertThat(two.isUnresponsive()).isTrue();
      send(clients);
    }
  }

  /** With one connection: with several, the SDK can miss that its first one failed. */
  @Test
  void errorNamesEachDeadAddress() {
    try (AwsClients clients = clients("127.0.0.2 127.0.0.3", "sqs.max.in.flight.requests", "1")) {
      assertThatThrownBy(() -> send(clients))
          .rootCause()
          .hasMessageContaining("127.0.0.2: Connection refused")
          .hasMessageContaining("127.0.0.3: Connection refused");
    }
  }

  @Test
  void manyConcurrentRequestsLeakNoSocket() throws IOException {
    long before = openSockets();
    try (AwsClients clients = clients("127.0.0.2 127.0.0.1")) {
      List<CompletableFuture<?>> all = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        all.add(
            clients
                .sqs()
                .sendMessageBatch(request -> request.queueUrl(queue.url()).entries(entry())));
      }
      all.forEach(CompletableFuture::join);
    }
    await().until(() -> openSockets() <= before + 2);
    assertThat(queue.bodies()).hasSize(40);
  }

  @Test
  void stsIsReachedAtItsSecondAddress() {
    try (ScriptedSts sts = ScriptedSts.start(sqs)) {
      sts.knows("AKIDEXAMPLE", "secret").role("arn:aws:iam::123456789012:role/Sender", "");
      String named = "http://localhost:" + sts.uri().getPort();
      try (AwsClients clients =
          clients(
              "127.0.0.2 127.0.0.1",
              "aws.sts.role.arn",
              "arn:aws:iam::123456789012:role/Sender",
              "aws.sts.endpoint.url",
              named)) {
        send(clients);
      }
      assertThat(sts.calls()).hasSize(1);
    }
  }

  @Test
  void proxyIsReachedAtItsSecondAddress() {
    SelfSigned certificate = SelfSigned.in(directory);
    System.setProperty("javax.net.ssl.trustStore", certificate.store().toString());
    System.setProperty("javax.net.ssl.trustStorePassword", SelfSigned.PASSWORD);
    try (TlsFront front = TlsFront.of(sqs.uri(), certificate);
        TunnelProxy proxy = TunnelProxy.start("user", "password");
        AwsClients clients =
            ConnectorClients.resolving(
                Map.of("localhost", "127.0.0.2 127.0.0.1"),
                properties(
                    "sqs.proxy.url",
                    "http://localhost:" + proxy.uri().getPort(),
                    "sqs.proxy.user",
                    "user",
                    "sqs.proxy.password",
                    "password"),
                front.uri())) {
      send(clients);
      assertThat(proxy.tunnels()).hasSize(1);
    } finally {
      System.clearProperty("javax.net.ssl.trustStore");
      System.clearProperty("javax.net.ssl.trustStorePassword");
    }
  }

  private AwsClients clients(String addresses, String... more) {
    return ConnectorClients.resolving(
        Map.of("localhost", addresses),
        properties(more),
        URI.create("http://localhost:" + sqs.uri().getPort()));
  }

  private Map<String, String> properties(String... more) {
    Map<String, String> properties = EndpointTask.properties(queue.url(), more);
    properties.put("aws.access.key.id", "AKIDEXAMPLE");
    properties.put("aws.secret.access.key", "secret");
    return properties;
  }

  private void send(AwsClients clients) {
    clients
        .sqs()
        .sendMessageBatch(request -> request.queueUrl(queue.url()).entries(entry()))
        .join();
  }

  private static SendMessageBatchRequestEntry entry() {
    return SendMessageBatchRequestEntry.builder().id("0").messageBody("m").build();
  }

  private static long openSockets() {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.filter(FirstAddressIsDeadTest::isSocket).count();
    } catch (IOException e) {
      return 0;
    }
  }

  private static boolean isSocket(Path file) {
    try {
      return Files.readSymbolicLink(file).toString().startsWith("socket:");
    } catch (IOException e) {
      return false;
    }
  }
}
