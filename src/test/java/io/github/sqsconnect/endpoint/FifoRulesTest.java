package io.github.sqsconnect.endpoint;

import static io.github.sqsconnect.endpoint.EndpointClients.batch;
import static io.github.sqsconnect.endpoint.EndpointClients.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;

class FifoRulesTest {
  private final ScriptedSqs endpoint = ScriptedSqs.start();
  private final SqsClient client = EndpointClients.blocking(endpoint);
  private final ScriptedQueue queue = endpoint.queue("events.fifo");

  @AfterEach
  void close() {
    client.close();
    endpoint.close();
  }

  @Test
  void sequenceNumbersGrow() {
    SendMessageBatchResponse answer =
        send(entry("x", "a", "g", "1"), entry("y", "b", "g", "2"), entry("z", "c", "h", "3"));

    List<String> numbers =
        answer.successful().stream().map(SendMessageBatchResultEntry::sequenceNumber).toList();
    assertThat(numbers).isSorted().doesNotHaveDuplicates().allMatch(n -> n.matches("\\d{20}"));
    assertThat(queue.messages())
        .extracting(StoredMessage::sequenceNumber)
        .containsExactlyElementsOf(numbers);
  }

  @Test
  void oneMissingGroupIdFailsTheWholeCall() {
    SendMessageBatchRequestEntry bad =
        entry("y", "b").toBuilder().messageDeduplicationId("2").build();
    SqsException refused =
        catchThrowableOfType(SqsException.class, () -> send(entry("x", "a", "g", "1"), bad));

    assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("InvalidParameterValue");
    assertThat(refused).hasMessageContaining("MessageGroupId");
    assertThat(queue.size()).isZero();
  }

  @Test
  void oneMissingDeduplicationIdFailsTheWholeCallUnlessContentDecides() {
    SendMessageBatchRequestEntry bad = entry("y", "b").toBuilder().messageGroupId("g").build();
    SqsException refused =
        catchThrowableOfType(SqsException.class, () -> send(entry("x", "a", "g", "1"), bad));
    assertThat(refused).hasMessageContaining("ContentBasedDeduplication");
    assertThat(queue.size()).isZero();

    queue.contentBasedDeduplication(true);
    send(bad);
    send(bad);
    send(entry("z", "b", "g", "explicit"));
    assertThat(queue.bodies()).containsExactly("b", "b");
    assertThat(queue.duplicatesDropped()).isEqualTo(1);
  }

  @Test
  void duplicateIsAcknowledgedAndNotStoredForFiveMinutes() {
    endpoint.clock().stopAt(Instant.parse("2026-01-01T00:00:00Z"));
    SendMessageBatchResponse first = send(entry("x", "a", "g", "1"));
    endpoint.clock().advance(Duration.ofMinutes(5).minusSeconds(1));
    SendMessageBatchResponse second = send(entry("x", "a", "g", "1"));

    assertThat(second.successful()).isEqualTo(first.successful());
    assertThat(queue.size()).isEqualTo(1);

    endpoint.clock().advance(Duration.ofSeconds(1));
    send(entry("x", "a", "g", "1"));
    assertThat(queue.size()).isEqualTo(2);
  }

  @Test
  void deduplicationOutlivesTheMessage() {
    send(entry("x", "a", "g", "1"));
    queue.purge();
    send(entry("x", "a", "g", "1"));
    assertThat(queue.size()).isZero();
  }

  @Test
  void deduplicationIsPerQueueOrPerGroup() {
    send(entry("x", "a", "g", "1"), entry("y", "b", "h", "1"));
    assertThat(queue.bodies()).containsExactly("a");

    queue.deduplicationPerGroup(true);
    send(entry("x", "c", "g", "2"), entry("y", "d", "h", "2"));
    assertThat(queue.bodies()).containsExactly("a", "c", "d");
  }

  @Test
  void idsHaveOneTo128LettersDigitsAndPunctuation() {
    String longest = "!~" + "x".repeat(126);
    assertThat(send(entry("x", "a", longest, longest)).failed()).isEmpty();
    for (String bad : List.of("", "a b", "é", "x".repeat(129))) {
      SendMessageBatchResponse answer = send(entry("x", "a", bad, "1"), entry("y", "b", "g", bad));
      assertThat(answer.failed())
          .extracting(f -> f.code())
          .containsExactly("InvalidParameterValue", "InvalidParameterValue");
    }
  }

  @Test
  void positiveDelayIsRefusedAndZeroIsNot() {
    SendMessageBatchRequestEntry zero =
        entry("x", "a", "g", "1").toBuilder().delaySeconds(0).build();
    SendMessageBatchRequestEntry one =
        entry("y", "b", "g", "2").toBuilder().delaySeconds(1).build();

    SendMessageBatchResponse answer = send(zero, one);

    assertThat(answer.successful()).extracting(s -> s.id()).containsExactly("x");
    assertThat(answer.failed().get(0).message()).contains("not valid for this queue type");
  }

  @Test
  void entriesOfOneCallStayTogether() {
    Stream.of("p", "q", "r", "s")
        .parallel()
        .forEach(
            call -> {
              for (int i = 0; i < 50; i++) {
                send(
                    entry("x", call + i + "x", "g", call + i + "x"),
                    entry("y", call + i + "y", "g", call + i + "y"));
              }
            });

    List<String> bodies = queue.bodies();
    assertThat(bodies).hasSize(400);
    for (int i = 0; i < bodies.size(); i += 2) {
      String call = bodies.get(i).replace("x", "");
      assertThat(bodies.get(i + 1)).isEqualTo(call + "y");
    }
  }

  private SendMessageBatchResponse send(SendMessageBatchRequestEntry... entries) {
    return client.sendMessageBatch(batch(queue.url(), entries));
  }
}
