package io.github.sqsconnect.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.delivery.MessageBatches;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.logs.CapturedLog;
import io.github.sqsconnect.message.TargetQueue;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

class AwsClientsTest {
  private final ScriptedSqs endpoint = ScriptedSqs.start();

  /** Starts what the SDK and netty start once per JVM, before threads are counted. */
  @BeforeAll
  static void warmUp() {
    try (ScriptedSqs endpoint = ScriptedSqs.start();
        AwsClients clients = ConnectorClients.of(endpoint)) {
      send(clients, endpoint, "warm");
    }
    await().atMost(Duration.ofSeconds(10)).until(() -> started(Set.of()).isEmpty());
  }

  @AfterEach
  void close() {
    endpoint.close();
  }

  @Test
  void closeEndsEveryThreadOfAClientThatHasSent() {
    AwsClients clients = ConnectorClients.of(endpoint);
    Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
    send(clients, endpoint, "a");
    assertThat(started(Set.of())).as("threads while it is open").isNotEmpty();
    clients.close();
    await().until(() -> started(Set.of()).isEmpty());
    // The executor that netty shares between event loops ends one second after the last of them.
    await().until(() -> newSdkThreads(before).isEmpty());
  }

  /** Operators read the log: a regular stop must not log a stack trace. */
  @Test
  void closeLogsNoErrorAndNoWarning() {
    String log =
        CapturedLog.of(
            () -> {
              for (int i = 0; i < 10; i++) {
                try (AwsClients clients = ConnectorClients.of(endpoint)) {
                  send(clients, endpoint, "m" + i);
                }
              }
              await().until(() -> started(Set.of()).isEmpty());
            });
    assertThat(log).doesNotContain("io.netty", "Exception");
  }

  @Test
  void closeDoesNotWaitForARequestInFlight() {
    AwsClients clients = ConnectorClients.of(endpoint);
    endpoint.always().hang();
    CompletionMailbox mailbox = new CompletionMailbox(() -> 0);
    TargetQueue queue = new TargetQueue(endpoint.queue("events").url());
    new SqsMessageSender(clients.sqs(), mailbox::add, () -> false, 0)
        .send(MessageBatches.batch(queue, "a"));
    await().until(() -> endpoint.counters().inFlight() == 1);
    long start = System.nanoTime();
    clients.close();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    await().until(() -> started(Set.of()).isEmpty());
  }

  @Test
  void hundredClosedClientsLeaveNoThreads() {
    Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
    for (int i = 0; i < 100; i++) {
      try (AwsClients clients = ConnectorClients.of(endpoint)) {
        if (i % 10 == 0) {
          send(clients, endpoint, "m" + i);
        }
      }
    }
    await().atMost(Duration.ofSeconds(5)).until(() -> newSdkThreads(before).isEmpty());
    await().atMost(Duration.ofSeconds(5)).until(() -> endpoint.connectionsOpen() == 0);
  }

  @Test
  void secondCloseDoesNothing() {
    AwsClients clients = ConnectorClients.of(endpoint);
    clients.close();
    clients.close();
  }

  @Test
  void clientDoesNotRetry() {
    endpoint.queue("events");
    endpoint.always().error("InternalError");
    try (AwsClients clients = ConnectorClients.of(endpoint)) {
      CompletionMailbox mailbox = new CompletionMailbox(() -> 0);
      TargetQueue queue = new TargetQueue(endpoint.queue("events").url());
      new SqsMessageSender(clients.sqs(), mailbox::add, () -> false, 0)
          .send(MessageBatches.batch(queue, "a"));
      assertThat(mailbox.take(Duration.ofSeconds(5))).isNotNull();
      assertThat(mailbox.take(Duration.ofMillis(300))).isNull();
    }
    assertThat(endpoint.counters().requests()).isEqualTo(1);
  }

  @Test
  void sessionTokenIsSent() {
    endpoint.credentials().accept(ConnectorClients.KEY, ConnectorClients.SECRET, "the-token");
    try (AwsClients clients = ConnectorClients.of(endpoint, "aws.session.token", "the-token")) {
      assertThat(send(clients, endpoint, "a").failed()).isEmpty();
    }
    assertThat(endpoint.requests()).allMatch(request -> request.sessionToken());
  }

  @Test
  void secretsAreInNoText() {
    SqsSinkConfig config = ConnectorClients.config("aws.session.token", "token-of-the-session");
    try (AwsClients clients =
        new AwsClients(
            config.aws(),
            config.queue().proxy(),
            config.delivery(),
            Optional.of("us-east-1"),
            Optional.empty(),
            "1")) {
      for (Object holder :
          new Object[] {
            config,
            config.aws(),
            config.aws().accessKeyId(),
            config.aws().secretAccessKey(),
            config.aws().sessionToken(),
            clients,
            clients.sqs(),
            new SqsMessageSender(clients.sqs(), new CompletionMailbox(() -> 0)::add, () -> false, 0)
          }) {
        assertThat(holder.toString())
            .doesNotContain(ConnectorClients.KEY, ConnectorClients.SECRET, "token-of-the-session");
      }
    }
  }

  private static SendMessageBatchResponse send(
      AwsClients clients, ScriptedSqs endpoint, String body) {
    String url = endpoint.queue("events").url();
    SendMessageBatchRequestEntry entry =
        SendMessageBatchRequestEntry.builder().id("0").messageBody(body).build();
    return clients.sqs().sendMessageBatch(request -> request.queueUrl(url).entries(entry)).join();
  }

  /** Threads that the connector started, by their names. */
  private static Set<Thread> started(Set<Thread> before) {
    Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
    threads.removeAll(before);
    threads.removeIf(thread -> !thread.getName().startsWith("sqs-sink-"));
    return threads;
  }

  /** New threads except those of the test endpoint and of the waiting test. */
  private static Set<Thread> newSdkThreads(Set<Thread> before) {
    Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
    threads.removeAll(before);
    threads.removeIf(
        thread ->
            !thread.isAlive()
                || thread.getName().startsWith("scripted-sqs")
                || thread.getName().startsWith("awaitility"));
    return threads;
  }
}
