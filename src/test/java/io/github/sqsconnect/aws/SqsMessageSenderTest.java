package io.github.sqsconnect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.delivery.Completion;
import io.github.sqsconnect.delivery.Completions;
import io.github.sqsconnect.delivery.DeliveryOutcome;
import io.github.sqsconnect.delivery.DeliveryOutcome.Fatal;
import io.github.sqsconnect.delivery.DeliveryOutcome.Rejected;
import io.github.sqsconnect.delivery.DeliveryOutcome.Retriable;
import io.github.sqsconnect.delivery.DeliveryOutcome.Verdict;
import io.github.sqsconnect.delivery.MessageBatches;
import io.github.sqsconnect.delivery.MessageSender;
import io.github.sqsconnect.delivery.MessageSenderContract;
import io.github.sqsconnect.endpoint.FaultBuilder;
import io.github.sqsconnect.endpoint.RecordedRequest;
import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.endpoint.StoredMessage;
import io.github.sqsconnect.message.OutboundMessage;
import io.github.sqsconnect.message.TargetQueue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The real client on a real socket, with an endpoint that fails as scripted. */
class SqsMessageSenderTest extends MessageSenderContract {
  private final ScriptedSqs endpoint = ScriptedSqs.start();
  private final ScriptedQueue stored = endpoint.queue("events");
  private final AwsClients clients =
      ConnectorClients.of(endpoint, "sqs.request.timeout.ms", "2000");
  private final CompletionMailbox mailbox = new CompletionMailbox(() -> 0);
  private final SqsMessageSender sender =
      new SqsMessageSender(clients.sqs(), mailbox::add, () -> false, 0);
  private final TargetQueue queue = new TargetQueue(stored.url());

  /** The first request of a JVM loads many SDK classes, which is slow on a busy machine. */
  @BeforeAll
  static void loadTheSdk() {
    try (ScriptedSqs endpoint = ScriptedSqs.start();
        AwsClients clients = ConnectorClients.of(endpoint)) {
      CompletionMailbox mailbox = new CompletionMailbox(() -> 0);
      TargetQueue queue = new TargetQueue(endpoint.queue("events").url());
      new SqsMessageSender(clients.sqs(), mailbox::add, () -> false, 0)
          .send(MessageBatches.batch(queue, "a"));
      assertThat(mailbox.take(Duration.ofSeconds(20))).isNotNull();
    }
  }

  @AfterEach
  void close() {
    clients.close();
    endpoint.close();
  }

  @Override
  protected MessageSender sender() {
    return sender;
  }

  @Override
  protected Completions completions() {
    return mailbox;
  }

  @Override
  protected TargetQueue queue() {
    return queue;
  }

  @Override
  protected void refuseEntry(String body) {
    endpoint.whenever(entry -> entry.body().equals(body)).failEntry("Refused", true);
  }

  @Override
  protected void failNextRequest() {
    endpoint.next(1).error("InternalError");
  }

  @Override
  protected List<String> delivered() {
    return stored.bodies();
  }

  @Test
  void fullBatchIsOneRequestWithItsNumberAndPlacesAsIds() {
    String[] bodies = IntStream.range(0, 10).mapToObj(i -> "body " + i).toArray(String[]::new);
    completionOf(MessageBatches.batch(queue, bodies));
    assertThat(stored.bodies()).containsExactly(bodies);
    assertThat(endpoint.requests()).hasSize(1);
    RecordedRequest request = endpoint.requests().get(0);
    assertThat(request.action()).isEqualTo("SendMessageBatch");
    assertThat(request.entryIds())
        .containsExactly("0-0", "0-1", "0-2", "0-3", "0-4", "0-5", "0-6", "0-7", "0-8", "0-9");
    assertThat(request.userAgent()).contains("kafka-connect-sqs-sink/9.9.9");
    assertThat(request.region()).isEqualTo("us-east-1");
    assertThat(endpoint.counters().forbiddenActions()).isEmpty();
  }

  @Test
  void requestsHaveValidSignatures() {
    endpoint.credentials().accept(ConnectorClients.KEY, ConnectorClients.SECRET);
    assertThat(verdicts(completionOf(MessageBatches.batch(queue, "a"))))
        .containsOnly(Verdict.DELIVERED);
  }

  @Test
  void bodyArrivesUnchanged() {
    String body = "tab\t line\n return\r quote\" back\\ ü € 𝄞 </x>";
    completionOf(MessageBatches.batch(queue, body));
    assertThat(stored.bodies()).containsExactly(body);
  }

  @Test
  void onlyTheFailedHalfHasFailed() {
    endpoint.whenever(entry -> entry.body().startsWith("ill")).failEntry("InternalError", false);
    Completion completion = completionOf(MessageBatches.batch(queue, "a", "ill 1", "b", "ill 2"));
    assertThat(completion.wholeRequest()).isFalse();
    assertThat(verdicts(completion))
        .containsExactly(
            Verdict.DELIVERED, Verdict.RETRIABLE, Verdict.DELIVERED, Verdict.RETRIABLE);
    assertThat(stored.bodies()).containsExactly("a", "b");
    Retriable ill = (Retriable) completion.outcomes().get(1);
    assertThat(ill.error().code()).isEqualTo("InternalError");
    assertThat(ill.error().requestId()).isEqualTo(endpoint.requests().get(0).requestId());
  }

  @Test
  void messageMissingInTheResponseIsRetriable() {
    endpoint.whenever(entry -> entry.body().equals("lost")).loseEntry();
    Completion completion = completionOf(MessageBatches.batch(queue, "a", "lost", "b"));
    assertThat(verdicts(completion))
        .containsExactly(Verdict.DELIVERED, Verdict.RETRIABLE, Verdict.DELIVERED);
    assertThat(((Retriable) completion.outcomes().get(1)).error().code()).isEqualTo("unaccounted");
  }

  @Test
  void idThatIsTwiceInTheResponseHasOneOutcome() {
    endpoint.always().doubleEntry();
    Completion completion = completionOf(MessageBatches.batch(queue, "a", "b"));
    assertThat(verdicts(completion)).containsExactly(Verdict.DELIVERED, Verdict.DELIVERED);
  }

  @Test
  void messageReportedAsSentAndFailedIsRetriable() {
    answer(
        """
        {"Successful":[{"Id":"0-0","MessageId":"m","MD5OfMessageBody":"x"}],
         "Failed":[{"Id":"0-0","Code":"InternalError","SenderFault":false}]}""");
    assertThat(verdicts(completionOf(MessageBatches.batch(queue, "a"))))
        .containsExactly(Verdict.RETRIABLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"InvalidMessageContents", "AccessDenied", "NeverHeardOf"})
  void rejectionOfAMessageAlsoReportedAsSentIsIgnored(String code) {
    answer(
        """
        {"Failed":[{"Id":"0-0","Code":"%s","SenderFault":true}],
         "Successful":[{"Id":"0-0","MessageId":"m","MD5OfMessageBody":"x"}]}"""
            .formatted(code));
    Completion completion = completionOf(MessageBatches.batch(queue, "a"));
    assertThat(((Retriable) completion.outcomes().get(0)).error().code()).isEqualTo("contradicted");
  }

  @Test
  void messageThatFailedInTwoWaysIsRetriableInAnyOrder() {
    answer(
        """
        {"Failed":[{"Id":"0-0","Code":"InvalidMessageContents","SenderFault":true},
                   {"Id":"0-1","Code":"InternalError","SenderFault":false},
                   {"Id":"0-0","Code":"InternalError","SenderFault":false},
                   {"Id":"0-1","Code":"InvalidMessageContents","SenderFault":true}]}""");
    assertThat(verdicts(completionOf(MessageBatches.batch(queue, "a", "b"))))
        .containsExactly(Verdict.RETRIABLE, Verdict.RETRIABLE);
  }

  @Test
  void messageRejectedTwiceInTheSameWayIsRejected() {
    answer(
        """
        {"Failed":[{"Id":"0-0","Code":"InvalidMessageContents","SenderFault":true},
                   {"Id":"0-0","Code":"InvalidMessageContents","SenderFault":true}]}""");
    assertThat(verdicts(completionOf(MessageBatches.batch(queue, "a"))))
        .containsExactly(Verdict.REJECTED);
  }

  @Test
  void idThatWasNotSentIsIgnored() {
    endpoint.always().unknownEntry();
    endpoint.whenever(entry -> entry.body().equals("b")).failEntry("InternalError", false);
    assertThat(verdicts(completionOf(MessageBatches.batch(queue, "a", "b"))))
        .containsExactly(Verdict.DELIVERED, Verdict.RETRIABLE);
  }

  @Test
  void idsWithInvalidPlacesAreIgnored() {
    answer(
        """
        {"Successful":[{"Id":"","MessageId":"m"},{"MessageId":"m"},{"Id":"0-/","MessageId":"m"},
                       {"Id":"0-00","MessageId":"m"},{"Id":"0-2","MessageId":"m"},{"Id":"0","MessageId":"m"},
                       {"Id":"00-0","MessageId":"m"},{"Id":"0-","MessageId":"m"},{"Id":"x","MessageId":"m"}],
         "Failed":[{"Id":"0--1","Code":"AccessDenied"},{"Code":"AccessDenied"}]}""");
    assertThat(verdicts(completionOf(MessageBatches.batch(queue, "a", "b"))))
        .containsExactly(Verdict.RETRIABLE, Verdict.RETRIABLE);
  }

  @Test
  void responseToAnotherRequestIsIgnored() {
    answer(
        """
        {"Successful":[{"Id":"1-0","MessageId":"m"},{"Id":"ffffffff-0","MessageId":"m"}],
         "Failed":[{"Id":"1-1","Code":"InvalidMessageContents","SenderFault":true}]}""");
    assertThat(completionOf(MessageBatches.batch(queue, "a", "b")).outcomes())
        .allMatch(o -> o instanceof Retriable r && r.error().code().equals("unaccounted"));
    assertThat(completionOf(MessageBatches.batch(queue, "a", "b")).outcomes())
        .extracting(DeliveryOutcome::verdict)
        .containsExactly(Verdict.DELIVERED, Verdict.REJECTED);
  }

  @Test
  void responseInAnotherOrderIsMatchedById() {
    endpoint.always().shuffleAnswer();
    refuseEntry("c");
    Completion completion = completionOf(MessageBatches.batch(queue, "a", "b", "c", "d", "e"));
    assertThat(verdicts(completion).indexOf(Verdict.REJECTED)).isEqualTo(2);
    assertThat(verdicts(completion)).containsOnlyOnce(Verdict.REJECTED);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("answersThatSayNothing")
  void responseWithoutResultsIsRetriable(String body) {
    answer(body);
    assertThat(completionOf(MessageBatches.batch(queue, "a", "b")).outcomes())
        .hasSize(2)
        .allMatch(
            outcome -> outcome instanceof Retriable r && r.cause() == Retriable.Cause.SERVICE);
  }

  static List<String> answersThatSayNothing() {
    return List.of(
        "{}",
        "{\"Successful\":[],\"Failed\":[]}",
        "{\"Successful\":[null]}",
        "{\"Successful\":null,\"Failed\":null}",
        "[]",
        "\"text\"",
        "{\"Successful\":[{\"Id\":\"0-0\"",
        "<html>fine</html>");
  }

  static Stream<Arguments> breakdowns() {
    return Stream.of(
        breakdown("truncated JSON", fault -> fault.truncateJson(0.5)),
        breakdown("cut answer", fault -> fault.cutAnswer(0.7)),
        breakdown("reset in the answer", fault -> fault.resetInAnswer(0.7)),
        breakdown("hang in the answer", fault -> fault.hangInAnswer(0.7)),
        breakdown("dropped before it was read", FaultBuilder::dropBeforeReading),
        breakdown("reset before it was read", FaultBuilder::resetBeforeReading),
        breakdown("dropped after it was read", FaultBuilder::dropAfterReading),
        breakdown("reset after it was read", FaultBuilder::resetAfterReading),
        breakdown("no answer", FaultBuilder::hang),
        breakdown("stored, then dropped", FaultBuilder::storeThenDrop),
        breakdown("stored, then reset", FaultBuilder::storeThenReset),
        breakdown("stored, then no answer", FaultBuilder::storeThenHang),
        breakdown("page of a proxy, 502", fault -> fault.htmlAnswer(502)),
        breakdown("page of a proxy, 503", fault -> fault.htmlAnswer(503)),
        breakdown("empty 500", fault -> fault.emptyAnswer(500)),
        breakdown("empty 504", fault -> fault.emptyAnswer(504)),
        breakdown("InternalError", fault -> fault.error("InternalError")),
        breakdown("page of a proxy, 200", fault -> fault.htmlAnswer(200)));
  }

  private static Arguments breakdown(String name, Consumer<FaultBuilder> fault) {
    return Arguments.of(name, fault);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("breakdowns")
  void failureIsRetriableReportedOnceAndNotRetriedByTheSdk(
      String name, Consumer<FaultBuilder> fault) {
    fault.accept(endpoint.always());
    Completion completion = completionOf(MessageBatches.batch(queue, "a", "b"));
    assertThat(completion.outcomes())
        .hasSize(2)
        .allMatch(
            outcome -> outcome instanceof Retriable r && r.cause() == Retriable.Cause.SERVICE);
    assertThat(mailbox.take(Duration.ofMillis(100))).isNull();
    assertThat(endpoint.counters().requests()).isEqualTo(1);
    endpoint.clearFaults();
    assertThat(verdicts(completionOf(MessageBatches.batch(queue, "c"))))
        .as("the client works again")
        .containsOnly(Verdict.DELIVERED);
  }

  @Test
  void hangingRequestEndsWithTheRequestTimeout() {
    endpoint.next(1).hang();
    long start = System.nanoTime();
    Completion completion = completionOf(MessageBatches.batch(queue, "a"));
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofMillis(1_900), Duration.ofMillis(5_000));
    assertThat(completion.wholeRequest()).isTrue();
    assertThat(((Retriable) completion.outcomes().get(0)).error().code()).isEqualTo("timeout");
  }

  @Test
  void closedPortIsRetriable() {
    endpoint.outage();
    assertThat(verdicts(completionOf(MessageBatches.batch(queue, "a"))))
        .containsOnly(Verdict.RETRIABLE);
    endpoint.recover();
    assertThat(verdicts(completionOf(MessageBatches.batch(queue, "a"))))
        .containsOnly(Verdict.DELIVERED);
  }

  @Test
  void wrongMd5IsIgnored() {
    endpoint.always().wrongDigest();
    assertThat(verdicts(completionOf(MessageBatches.batch(queue, "a"))))
        .containsOnly(Verdict.DELIVERED);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("errorsOnTheWire")
  void serviceErrorHasItsOutcomeUnderBothCodes(
      String code, Class<? extends DeliveryOutcome> outcome) {
    endpoint.next(2).error(code);
    Completion withLegacyCode = completionOf(MessageBatches.batch(queue, "a", "b"));
    endpoint.legacyCodes(false);
    Completion without = completionOf(MessageBatches.batch(queue, "a", "b"));
    for (Completion completion : List.of(withLegacyCode, without)) {
      assertThat(completion.wholeRequest()).isTrue();
      assertThat(completion.outcomes()).hasSize(2).allMatch(outcome::isInstance);
    }
    assertThat(endpoint.counters().requests()).isEqualTo(2);
  }

  static Stream<Arguments> errorsOnTheWire() {
    return Map.<Class<?>, List<String>>of(
            Retriable.class,
            List.of(
                "RequestThrottled",
                "ThrottlingException",
                "KmsThrottled",
                "OverLimit",
                "ServiceUnavailable",
                "RequestTimeout",
                "ExpiredToken",
                "RequestExpired",
                "BatchRequestTooLong"),
            Rejected.class,
            List.of("InvalidParameterValue", "MissingParameter", "InvalidMessageContents"),
            Fatal.class,
            List.of(
                "AccessDenied",
                "QueueDoesNotExist",
                "KmsDisabled",
                "KmsNotFound",
                "KmsAccessDenied",
                "InvalidAddress",
                "InvalidSecurity",
                "UnsupportedOperation",
                "SignatureDoesNotMatch",
                "InvalidClientTokenId",
                "BatchEntryIdsNotDistinct",
                "SomethingNew"))
        .entrySet()
        .stream()
        .flatMap(row -> row.getValue().stream().map(code -> Arguments.of(code, row.getKey())));
  }

  @Test
  void groupAndDeduplicationIdAreSentToFifoQueues() {
    ScriptedQueue fifo = endpoint.queue("orders.fifo");
    TargetQueue target = new TargetQueue(fifo.url());
    List<OutboundMessage> messages =
        List.of(
            MessageBatches.message(target, "a", "user-1", "id-1"),
            MessageBatches.message(target, "b", "user-2", "id-2"),
            MessageBatches.message(target, "a again", "user-1", "id-1"));
    assertThat(verdicts(completionOf(MessageBatches.batch(target, messages))))
        .containsOnly(Verdict.DELIVERED);
    assertThat(fifo.messages())
        .extracting(StoredMessage::body, StoredMessage::groupId, StoredMessage::deduplicationId)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("a", "user-1", "id-1"),
            org.assertj.core.groups.Tuple.tuple("b", "user-2", "id-2"));
    assertThat(fifo.duplicatesDropped()).isEqualTo(1);
  }

  @Test
  void messagesForStandardQueuesHaveNeither() {
    completionOf(MessageBatches.batch(queue, "a"));
    assertThat(stored.messages())
        .allMatch(message -> message.groupId() == null && message.deduplicationId() == null);
  }

  @Test
  void limitOfTheQueueIsReadFromARejection() {
    stored.maximumMessageSize(1024);
    Completion completion = completionOf(MessageBatches.batch(queue, "a", "x".repeat(1025)));
    assertThat(verdicts(completion)).containsExactly(Verdict.DELIVERED, Verdict.REJECTED);
    assertThat(((Rejected) completion.outcomes().get(1)).learnedLimit()).isEqualTo(1024);
  }

  @Test
  void sendWithAClosedClientGetsACompletion() {
    clients.close();
    assertThat(verdicts(completionOf(MessageBatches.batch(queue, "a"))))
        .containsOnly(Verdict.RETRIABLE);
  }

  @Test
  void manyRequestsAtOnceAllGetACompletion() {
    endpoint.always().heavyTailedLatency(Duration.ofMillis(5), 1);
    endpoint.withChance(0.1).throttle();
    endpoint.withChance(0.1).resetAfterReading();
    for (int i = 0; i < 300; i++) {
      sender.send(MessageBatches.batch(queue, "a" + i, "b" + i));
    }
    int answers = 0;
    while (mailbox.take(Duration.ofSeconds(5)) != null) {
      answers++;
      if (answers == 300) {
        break;
      }
    }
    assertThat(answers).isEqualTo(300);
    assertThat(mailbox.take(Duration.ofMillis(100))).isNull();
  }

  private void answer(String json) {
    endpoint.always().rewriteBody(body -> json.getBytes(StandardCharsets.UTF_8));
  }

  private static List<Verdict> verdicts(Completion completion) {
    return completion.outcomes().stream().map(DeliveryOutcome::verdict).toList();
  }
}
