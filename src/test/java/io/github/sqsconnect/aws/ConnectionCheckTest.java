package io.github.sqsconnect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.aws.environment.SettingError;
import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.delivery.DeliveryOutcome;
import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.logs.CapturedLog;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class ConnectionCheckTest {
  /** A port without a listener. */
  private static final URI CLOSED = URI.create("http://127.0.0.1:1");

  private final ScriptedSqs endpoint = ScriptedSqs.start();
  private final ScriptedQueue queue = endpoint.queue("events");

  @AfterEach
  void stop() {
    endpoint.close();
  }

  @Test
  void existingQueueIsAcceptedAndGetsNoMessage() {
    assertThat(check(queue.url())).isEmpty();
    assertThat(queue.messages()).isEmpty();
    assertThat(endpoint.counters().requests()).isEqualTo(1);
  }

  @Test
  void missingQueueIsAnErrorOnItsKey() {
    Optional<SettingError> error = check(queue.url() + "-not");
    assertThat(error).map(SettingError::key).contains("sqs.queue.url");
    assertThat(error.orElseThrow().message())
        .startsWith("sqs.queue.url is rejected: ")
        .contains("NonExistentQueue", "AWS request id", "Check the name, region and account");
  }

  @Test
  void everyQueueIsCheckedAndErrorsNameTheirKeyAndQueue() {
    CheckedQueue gone = new CheckedQueue("m", "m for topic 'a'", queue.url() + "-a", false);
    CheckedQueue also = new CheckedQueue("m", "m for topic 'b'", queue.url() + "-b", false);
    List<SettingError> errors = check(List.of(checked(queue.url()), gone, also));
    assertThat(errors).extracting(SettingError::key).containsExactly("m");
    assertThat(errors.get(0).message())
        .startsWith("m for topic 'a' is rejected for queue " + queue.url() + "-a: ")
        .contains("Check the name, region and account")
        .endsWith(" m for topic 'b' is rejected too: " + queue.url() + "-b.");
    assertThat(endpoint.counters().requests()).isEqualTo(3);
  }

  @Test
  void rejectedKeysAreReportedOnceForAllQueues() {
    endpoint.always().error("InvalidClientTokenId");
    List<SettingError> errors = check(List.of(checked(queue.url()), checked(queue.url() + "-b")));
    assertThat(errors).extracting(SettingError::key).containsExactly("aws.access.key.id");
    assertThat(errors.get(0).message()).doesNotContain("rejected too");
  }

  @Test
  void exampleOfATemplateNeedNotExist() {
    CheckedQueue example = new CheckedQueue("k", "k", queue.url() + "-x", true);
    assertThat(check(List.of(example))).isEmpty();
    endpoint.next(1).accessDenied();
    assertThat(check(List.of(example))).isEmpty();
    endpoint.next(1).error("InvalidClientTokenId");
    assertThat(check(List.of(example)))
        .extracting(SettingError::key)
        .containsExactly("aws.access.key.id");
  }

  @Test
  void atMostTwentyQueuesAreChecked() {
    List<CheckedQueue> queues =
        IntStream.range(0, 25)
            .mapToObj(i -> checked(i < 20 ? endpoint.queue("q" + i).url() : queue.url() + "-" + i))
            .toList();
    String log = CapturedLog.of(() -> assertThat(check(queues)).isEmpty());
    assertThat(endpoint.counters().requests()).isEqualTo(20);
    assertThat(log).contains("event=queues_not_checked queues=25 checked=20;");
  }

  @Test
  void queuesThatAreNotCheckedForOneReasonAreWarnedOfOnce() {
    endpoint.always().htmlAnswer(502);
    String log =
        CapturedLog.of(
            () ->
                assertThat(check(List.of(checked(queue.url()), checked(queue.url() + "-b"))))
                    .isEmpty());
    assertThat(log)
        .contains("event=connection_not_checked queue=" + queue.url() + " ")
        .containsOnlyOnce("event=");
  }

  private static CheckedQueue checked(String url) {
    return new CheckedQueue("sqs.queue.url", "sqs.queue.url", url, false);
  }

  @Test
  void rejectedKeysAreAnErrorOnTheirKey() {
    endpoint.always().error("InvalidClientTokenId");
    assertThat(check(queue.url())).map(SettingError::key).contains("aws.access.key.id");
  }

  @Test
  void deniedAccessIsAnErrorOnTheQueue() {
    endpoint.always().accessDenied();
    Optional<SettingError> error = check(queue.url());
    assertThat(error).map(SettingError::key).contains("sqs.queue.url");
    assertThat(error.orElseThrow().message()).contains("Allow sqs:SendMessage");
  }

  @Test
  void temporaryErrorIsNoError() {
    endpoint.next(1).error("InternalError");
    assertThat(check(queue.url())).isEmpty();
    endpoint.next(1).throttle();
    assertThat(check(queue.url())).isEmpty();
    endpoint.next(1).resetBeforeReading();
    assertThat(check(queue.url())).isEmpty();
    assertThat(check(CLOSED, CLOSED + "/000000000000/events")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 408, 413, 421, 425, 429, 499, 502})
  void restartOfAGatewayIsNoError(int status) {
    endpoint.next(1).htmlAnswer(status);
    assertThat(check(queue.url())).isEmpty();
    endpoint.next(1).emptyAnswer(status);
    assertThat(check(queue.url())).isEmpty();
  }

  @Test
  void missingResponseIsNoErrorAfterAFewSeconds() {
    endpoint.always().hang();
    long start = System.nanoTime();
    assertThat(check(queue.url())).isEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(8));
  }

  /** On several event loops the SDK loses some of the errors of a first connection. */
  @Test
  void everyFailedFirstConnectionIsReported() {
    for (int i = 0; i < 40; i++) {
      assertThat(failure(ConnectorClients.config())).contains("Connection refused");
    }
  }

  @Test
  void everyFailedFirstConnectionToStsIsReported() {
    SqsSinkConfig config =
        ConnectorClients.config(
            "aws.sts.role.arn",
            "arn:aws:iam::123456789012:role/Sender",
            "aws.sts.endpoint.url",
            CLOSED.toString());
    for (int i = 0; i < 12; i++) {
      assertThat(failure(config)).contains("credential source", "Connection refused");
    }
  }

  /** How a request to a closed port fails, within the timeout of a check. */
  private static String failure(SqsSinkConfig config) {
    try (AwsClients clients = clients(config, CLOSED)) {
      DeliveryOutcome outcome =
          clients
              .sqs()
              .sendMessageBatch(request -> request.queueUrl(CLOSED + "/000000000000/events"))
              .handle((answer, error) -> SqsErrors.ofRequest(error, 1))
              .completeOnTimeout(new DeliveryOutcome.Delivered(), 4, TimeUnit.SECONDS)
              .join();
      return outcome.toString();
    }
  }

  private static AwsClients clients(SqsSinkConfig config, URI endpoint) {
    return new AwsClients(
        config.aws(),
        config.queue().proxy(),
        config.delivery().oneAtATime(),
        Optional.of("us-east-1"),
        Optional.of(endpoint),
        "1");
  }

  private Optional<SettingError> check(String url) {
    return check(endpoint.uri(), url);
  }

  private static Optional<SettingError> check(URI endpoint, String url) {
    return check(endpoint, List.of(checked(url))).stream().findFirst();
  }

  private List<SettingError> check(List<CheckedQueue> queues) {
    return check(endpoint.uri(), queues);
  }

  private static List<SettingError> check(URI endpoint, List<CheckedQueue> queues) {
    SqsSinkConfig config = ConnectorClients.config();
    try (AwsClients clients = clients(config, endpoint)) {
      return new ConnectionCheck(clients, config.aws(), config.queue().proxy(), queues)
          .run(LoggerFactory.getLogger(ConnectionCheck.class)::warn);
    }
  }
}
