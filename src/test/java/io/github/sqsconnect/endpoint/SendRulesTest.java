package io.github.sqsconnect.endpoint;

import static io.github.sqsconnect.endpoint.EndpointClients.batch;
import static io.github.sqsconnect.endpoint.EndpointClients.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.sqsconnect.endpoint.EntryFailure.Reach;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchEntryIdsNotDistinctException;
import software.amazon.awssdk.services.sqs.model.BatchRequestTooLongException;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.EmptyBatchRequestException;
import software.amazon.awssdk.services.sqs.model.InvalidBatchEntryIdException;
import software.amazon.awssdk.services.sqs.model.InvalidMessageContentsException;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeNameForSends;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;
import software.amazon.awssdk.services.sqs.model.TooManyEntriesInBatchRequestException;

class SendRulesTest {
  private static final int MEBIBYTE = 1_048_576;

  private final ScriptedSqs endpoint = ScriptedSqs.start();
  private final SqsClient client = EndpointClients.blocking(endpoint);
  private ScriptedQueue queue;

  @BeforeEach
  void createQueue() {
    queue = endpoint.queue("events");
  }

  @AfterEach
  void close() {
    client.close();
    endpoint.close();
  }

  @Test
  void storesEntriesInOrder() {
    SendMessageBatchResponse answer = client.sendMessageBatch(batch(queue.url(), "a", "b", "ü€𝄞"));

    assertThat(answer.successful()).extracting(s -> s.id()).containsExactly("0", "1", "2");
    assertThat(answer.successful()).extracting(s -> s.sequenceNumber()).containsOnlyNulls();
    assertThat(queue.bodies()).containsExactly("a", "b", "ü€𝄞");
    assertThat(queue.messages())
        .extracting(StoredMessage::messageId)
        .containsExactlyElementsOf(answer.successful().stream().map(s -> s.messageId()).toList());
  }

  /** The SDK checks all three digests of each entry and throws when one is wrong. */
  @Test
  void digestsSatisfyTheSdk() {
    SendMessageBatchRequestEntry entry =
        entry("x", "body").toBuilder()
            .messageAttributes(
                Map.of(
                    "text", text("String", "täxt"),
                    "number", text("Number.int", "42"),
                    "raw", binary(new byte[] {0, -1, 7})))
            .messageSystemAttributes(
                Map.of(
                    MessageSystemAttributeNameForSends.AWS_TRACE_HEADER,
                    MessageSystemAttributeValue.builder()
                        .dataType("String")
                        .stringValue("Root=1-5759e988-bd862e3fe1be46a994272793")
                        .build()))
            .build();

    SendMessageBatchResponse answer = client.sendMessageBatch(batch(queue.url(), entry));

    assertThat(answer.successful().get(0).md5OfMessageAttributes()).hasSize(32);
    assertThat(answer.successful().get(0).md5OfMessageSystemAttributes()).hasSize(32);
    StoredMessage stored = queue.messages().get(0);
    assertThat(stored.attributes().get("raw").bytes()).containsExactly(0, -1, 7);
    assertThat(stored.traceHeader()).startsWith("Root=1-5759e988");
  }

  @Test
  void unknownQueueDoesNotExist() {
    SqsException refused =
        catchThrowableOfType(
            QueueDoesNotExistException.class,
            () -> client.sendMessageBatch(batch(endpoint.uri() + "/123456789012/other", "a")));

    assertThat(refused.awsErrorDetails().errorCode())
        .isEqualTo("AWS.SimpleQueueService.NonExistentQueue");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.requestId()).isEqualTo(endpoint.requests().get(0).requestId());
  }

  @Test
  void batchHasOneToTenEntriesWithDistinctLegalIds() {
    assertThatThrownBy(() -> client.sendMessageBatch(batch(queue.url(), List.of())))
        .isInstanceOf(EmptyBatchRequestException.class);
    assertThatThrownBy(
            () -> client.sendMessageBatch(batch(queue.url(), "abcdefghijk".split("", -1))))
        .isInstanceOf(TooManyEntriesInBatchRequestException.class);
    assertThatThrownBy(
            () -> client.sendMessageBatch(batch(queue.url(), entry("x", "a"), entry("x", "b"))))
        .isInstanceOf(BatchEntryIdsNotDistinctException.class);
    for (String id : List.of("", "a.b", "x".repeat(81), "é")) {
      assertThatThrownBy(() -> client.sendMessageBatch(batch(queue.url(), entry(id, "a"))))
          .isInstanceOf(InvalidBatchEntryIdException.class);
    }
    client.sendMessageBatch(batch(queue.url(), entry("x".repeat(80), "a")));
    assertThat(queue.bodies()).containsExactly("a");
  }

  @Test
  void batchHoldsAMebibyteAndNotAByteMore() {
    SendMessageBatchRequestEntry attributed =
        entry("x", "b").toBuilder()
            .messageAttributes(Map.of("n", text("String", "é"), "raw", binary(new byte[100])))
            .build();
    int attributedSize = 1 + 1 + 6 + 2 + 3 + 6 + 100;
    String rest = "€".repeat(100) + "r".repeat(MEBIBYTE - attributedSize - 300);

    client.sendMessageBatch(batch(queue.url(), attributed, entry("y", rest)));
    assertThatThrownBy(
            () -> client.sendMessageBatch(batch(queue.url(), attributed, entry("y", rest + "r"))))
        .isInstanceOf(BatchRequestTooLongException.class)
        .hasMessageContaining("1048576")
        .hasMessageContaining("1048577");
    assertThat(queue.size()).isEqualTo(2);
    assertThat(endpoint.requests().get(0).messageBytes()).isEqualTo(MEBIBYTE);
    assertThat(endpoint.counters().billedUnits()).isEqualTo(16);
  }

  @Test
  void messageAboveTheQueuesLimitFailsAlone() {
    queue.maximumMessageSize(2048);

    SendMessageBatchResponse answer =
        client.sendMessageBatch(batch(queue.url(), "a".repeat(2048), "b".repeat(2049), "c"));

    assertThat(answer.successful()).extracting(s -> s.id()).containsExactly("0", "2");
    BatchResultErrorEntry failed = answer.failed().get(0);
    assertThat(failed.id()).isEqualTo("1");
    assertThat(failed.code()).isEqualTo("InvalidParameterValue");
    assertThat(failed.senderFault()).isTrue();
    assertThat(failed.message()).contains("Message must be shorter than 2048 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nul\0", "bell\7", "\uFFFE", "\uFFFF", "lone \uD800", "\uDC00 lone"})
  void illegalCharacterFailsTheEntryAlone(String body) {
    SendMessageBatchResponse answer = client.sendMessageBatch(batch(queue.url(), "a", body));

    assertThat(answer.successful()).extracting(s -> s.id()).containsExactly("0");
    assertThat(answer.failed().get(0).code()).isEqualTo("InvalidMessageContents");
    assertThat(answer.failed().get(0).senderFault()).isTrue();
  }

  @Test
  void everyLegalCharacterPasses() {
    String body = "\t\n\r \u0085\uD7FF\uE000\uFFFD" + Character.toString(0x10FFFF);
    client.sendMessageBatch(batch(queue.url(), body));
    assertThat(queue.bodies()).containsExactly(body);
  }

  @Test
  void emptyBodyFailsTheEntryOrTheCallAsSet() {
    SendMessageBatchResponse answer = client.sendMessageBatch(batch(queue.url(), "a", ""));
    assertThat(answer.failed().get(0).code()).isEqualTo("MissingParameter");

    endpoint.unrecordedBreachesSpoil(Reach.CALL);
    SqsException refused =
        catchThrowableOfType(
            SqsException.class, () -> client.sendMessageBatch(batch(queue.url(), "b", "")));
    assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("MissingParameter");
    assertThat(queue.bodies()).containsExactly("a");
  }

  @Test
  void attributesKeepTheirRules() {
    List<Map<String, MessageAttributeValue>> illegal = new ArrayList<>();
    for (String name :
        List.of(".a", "a.", "a..b", "AWS.a", "amazon.A", "a b", "ø", "x".repeat(257))) {
      illegal.add(Map.of(name, text("String", "v")));
    }
    for (String type :
        List.of("Text", "string", "", "StringList", "Number.", "String." + "l".repeat(256))) {
      illegal.add(Map.of("a", text(type, "v")));
    }
    illegal.add(Map.of("a", text("String", "")));
    illegal.add(Map.of("a", text("Binary", "v")));
    illegal.add(Map.of("a", binary(new byte[0])));
    illegal.add(Map.of("a", text("String", "\0")));
    for (String number : List.of("many", "1".repeat(39), "0." + "0".repeat(37) + "1", ".", "-")) {
      illegal.add(Map.of("a", text("Number", number)));
    }
    illegal.add(attributes(11));

    for (Map<String, MessageAttributeValue> attributes : illegal) {
      SendMessageBatchRequestEntry bad =
          entry("bad", "b").toBuilder().messageAttributes(attributes).build();
      SendMessageBatchResponse answer = client.sendMessageBatch(batch(queue.url(), bad));
      assertThat(answer.failed()).as("%s", attributes).hasSize(1);
      assertThat(answer.failed().get(0).code()).isEqualTo("InvalidParameterValue");
    }
    assertThat(queue.size()).isZero();
    for (String number : List.of("-" + "1".repeat(38), "0." + "0".repeat(36) + "1", "1e5", "5.")) {
      SendMessageBatchRequestEntry good =
          entry("good", "b").toBuilder()
              .messageAttributes(Map.of("a", text("Number", number)))
              .build();
      assertThat(client.sendMessageBatch(batch(queue.url(), good)).failed()).as(number).isEmpty();
    }
    SendMessageBatchRequestEntry ten =
        entry("good", "b").toBuilder().messageAttributes(attributes(10)).build();
    assertThat(client.sendMessageBatch(batch(queue.url(), ten)).failed()).isEmpty();
  }

  @Test
  void delayIsFromZeroToNineHundredSeconds() {
    List<Integer> failing = new ArrayList<>();
    for (int delay : new int[] {-1, 0, 1, 900, 901}) {
      SendMessageBatchRequestEntry entry = entry("x", "b").toBuilder().delaySeconds(delay).build();
      if (!client.sendMessageBatch(batch(queue.url(), entry)).failed().isEmpty()) {
        failing.add(delay);
      }
    }
    assertThat(failing).containsExactly(-1, 901);
  }

  @Test
  void fairQueueTakesGroupIdsAndNoDeduplicationIds() {
    SendMessageBatchRequestEntry fair = entry("fair", "a").toBuilder().messageGroupId("t").build();
    SendMessageBatchResponse answer =
        client.sendMessageBatch(batch(queue.url(), fair, entry("fifo", "b", "t", "d")));

    assertThat(queue.messages()).extracting(StoredMessage::groupId).containsExactly("t");
    assertThat(answer.failed().get(0).message()).contains("not valid for this queue type");
    assertThat(answer.failed().get(0).senderFault()).isTrue();
  }

  @Test
  void sendMessageKeepsTheSameRules() {
    client.sendMessage(b -> b.queueUrl(queue.url()).messageBody("one"));

    assertThatThrownBy(() -> client.sendMessage(b -> b.queueUrl(queue.url()).messageBody("\0")))
        .isInstanceOf(InvalidMessageContentsException.class);
    SqsException refused =
        catchThrowableOfType(
            SqsException.class,
            () -> client.sendMessage(b -> b.queueUrl(queue.url()).messageBody("")));
    assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("MissingParameter");
    assertThat(queue.bodies()).containsExactly("one");
  }

  @Test
  void everyOtherActionIsRefusedAndCounted() {
    SqsException refused =
        catchThrowableOfType(
            SqsException.class, () -> client.getQueueUrl(b -> b.queueName("events")));
    assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThatThrownBy(() -> client.receiveMessage(b -> b.queueUrl(queue.url())))
        .isInstanceOf(SqsException.class);
    client.sendMessageBatch(batch(queue.url(), "a"));

    assertThat(endpoint.counters().forbiddenActions())
        .containsExactly("GetQueueUrl", "ReceiveMessage");
    assertThat(endpoint.counters().action("SendMessageBatch")).isEqualTo(1);
  }

  @Test
  void requestsAreRecorded() {
    client.sendMessageBatch(batch(queue.url(), "a", "b"));

    RecordedRequest request = endpoint.requests().get(0);
    assertThat(request.action()).isEqualTo("SendMessageBatch");
    assertThat(request.queue()).isEqualTo("events");
    assertThat(request.accessKeyId()).isEqualTo("AKIDEXAMPLE");
    assertThat(request.region()).isEqualTo("us-east-1");
    assertThat(request.userAgent()).contains("aws-sdk-java/2");
    assertThat(request.entries()).extracting(Entry::body).containsExactly("a", "b");
    assertThat(request.outcome()).isEqualTo(RecordedRequest.DONE);
    assertThat(endpoint.counters().entriesSucceeded()).isEqualTo(2);
  }

  @Test
  void memoryCanBeBounded() {
    try (ScriptedSqs small =
            ScriptedSqs.setup().keepRequests(3).keepIdsOnly().keepBodyChars(4).start();
        SqsClient sender = EndpointClients.blocking(small)) {
      String url = small.queue("events").url();
      for (int i = 0; i < 5; i++) {
        sender.sendMessageBatch(batch(url, "body " + i));
      }
      assertThat(small.requests()).extracting(RecordedRequest::number).containsExactly(3L, 4L, 5L);
      assertThat(small.requests().get(0).entries()).isEmpty();
      assertThat(small.requests().get(0).entryIds()).containsExactly("0");
      assertThat(small.queue("events").bodies()).containsOnly("body").hasSize(5);
      assertThat(small.queue("events").messages().get(0).bodyLength()).isEqualTo(6);
      assertThat(small.counters().action("SendMessageBatch")).isEqualTo(5);
    }
  }

  private static Map<String, MessageAttributeValue> attributes(int count) {
    Map<String, MessageAttributeValue> attributes = new HashMap<>();
    for (int i = 0; i < count; i++) {
      attributes.put("a" + i, text("String", "v"));
    }
    return attributes;
  }

  private static MessageAttributeValue text(String type, String value) {
    return MessageAttributeValue.builder().dataType(type).stringValue(value).build();
  }

  private static MessageAttributeValue binary(byte[] value) {
    return MessageAttributeValue.builder()
        .dataType("Binary")
        .binaryValue(SdkBytes.fromByteArray(value))
        .build();
  }
}
