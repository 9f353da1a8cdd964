package io.github.sqsconnect.issues;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.fakes.TaskOnManualClock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A learned limit of the queue was kept until the task ended, and every larger record was rejected
 * without a request. After one refusal a thousand records went to the dead-letter queue, even if
 * the limit had been raised since.
 */
class LearnedLimitOutlivesItsCauseTest {
  private static final Map<String, String> EVENTS =
      Map.of("sqs.message.format", "event-batch", "sqs.linger.ms", "0");
  private static final Duration SHORT = Duration.ofSeconds(5);

  private final ScriptedSqs sqs = ScriptedSqs.start();
  private final ScriptedQueue queue = sqs.queue("events");

  @AfterEach
  void close() {
    sqs.close();
  }

  @Test
  void recordsLargerThanTheOldLimitAreDelivered() {
    try (TaskOnManualClock task = TaskOnManualClock.sendingTo(sqs, queue, Map.of())) {
      queue.maximumMessageSize(1_024);
      task.put("x".repeat(2_000));
      task.pollFor(SHORT);
      assertThat(task.reporter().offsets()).containsExactly(0L);
      assertThat(task.reporter().messages().get(0))
          .contains("1024 bytes")
          .contains("InvalidParameterValue");
      queue.maximumMessageSize(1_048_576);
      task.putAll(Collections.nCopies(1_000, "x".repeat(2_000)));
      task.pollFor(SHORT);
      assertThat(queue.size()).isEqualTo(1_000);
      assertThat(task.reporter().offsets()).containsExactly(0L);
      assertThat(task.committable()).isEqualTo(1_001);
    }
  }

  @Test
  void eventLargerThanTheOldLimitIsDelivered() {
    try (TaskOnManualClock task = TaskOnManualClock.sendingTo(sqs, queue, EVENTS)) {
      queue.maximumMessageSize(1_200);
      task.put(batch(3, 500));
      task.pollFor(SHORT);
      assertThat(queue.size()).as("the limit is learned and the message split").isEqualTo(3);
      queue.maximumMessageSize(1_048_576);
      task.put(batch(1, 2_000), batch(2, 2_000), batch(0, 2_000));
      task.pollFor(SHORT);
      assertThat(task.reporter().offsets()).isEmpty();
      assertThat(task.committable()).isEqualTo(4);
    }
  }

  /** Split under the old limit, it would become more messages than a record may become. */
  @Test
  void batchOfManyEventsWithALargeContextIsDelivered() {
    try (TaskOnManualClock task = TaskOnManualClock.sendingTo(sqs, queue, EVENTS)) {
      queue.maximumMessageSize(1_200);
      task.put(batch(3, 500));
      task.pollFor(SHORT);
      assertThat(queue.size()).as("the limit is learned and the message split").isEqualTo(3);
      queue.maximumMessageSize(1_048_576);
      String large = "\"user_attributes\":{\"pad\":\"" + "x".repeat(200_000) + "\"},";
      task.put(batch(400, 1_000).replace("\"events\"", large + "\"events\""));
      task.pollFor(SHORT);
      assertThat(task.reporter().offsets()).isEmpty();
      assertThat(queue.size()).as("one more message").isEqualTo(4);
      assertThat(task.committable()).isEqualTo(2);
    }
  }

  @Test
  void limitIsForgottenWhenTheQueueAcceptsMore() {
    try (TaskOnManualClock task = TaskOnManualClock.sendingTo(sqs, queue, EVENTS)) {
      queue.maximumMessageSize(1_200);
      task.put(batch(3, 500));
      task.pollFor(SHORT);
      queue.maximumMessageSize(1_048_576);
      task.put(batch(1, 2_000));
      task.pollFor(SHORT);
      int before = queue.size();
      task.put(batch(10, 500));
      task.pollFor(SHORT);
      assertThat(queue.size() - before).as("one message").isEqualTo(1);
    }
  }

  @Test
  void messageLimitIsForgottenAfterTenMinutes() {
    try (TaskOnManualClock task = TaskOnManualClock.sendingTo(sqs, queue, EVENTS)) {
      queue.maximumMessageSize(1_200);
      task.put(batch(3, 500));
      task.pollFor(SHORT);
      queue.maximumMessageSize(1_048_576);
      task.put(batch(2, 500));
      task.pollFor(SHORT);
      assertThat(queue.size()).as("still split").isEqualTo(5);
      task.pollFor(Duration.ofMinutes(11));
      task.put(batch(10, 500));
      task.pollFor(SHORT);
      assertThat(queue.size()).as("one message").isEqualTo(6);
    }
  }

  @Test
  void requestLimitIsForgottenAfterTenMinutes() {
    try (TaskOnManualClock task = TaskOnManualClock.sendingTo(sqs, queue, Map.of())) {
      sqs.next(1).answer(400, "application/x-amz-json-1.0", TOO_LONG);
      task.putAll(Collections.nCopies(10, "x".repeat(500)));
      task.pollFor(SHORT);
      assertThat(queue.size()).isEqualTo(10);
      task.pollFor(Duration.ofMinutes(11));
      int before = sqs.requests().size();
      task.putAll(Collections.nCopies(10, "x".repeat(500)));
      task.pollFor(SHORT);
      assertThat(sqs.requests().size() - before).as("one request").isEqualTo(1);
    }
  }

  private static final String TOO_LONG =
      "{\"__type\":\"com.amazonaws.sqs#BatchRequestTooLong\",\"message\":\"Batch requests cannot be"
          + " longer than 2048 bytes. You have sent 5000 bytes.\"}";

  @Test
  void queueThatRejectsEveryRecordForItsSizeStopsTheTask() {
    try (TaskOnManualClock task = TaskOnManualClock.sendingTo(sqs, queue, Map.of())) {
      queue.maximumMessageSize(1_024);
      assertThat(task.stopMessage(Collections.nCopies(1_000, "x".repeat(2_000)), SHORT))
          .startsWith("SQS-013 ")
          .contains("1024 bytes");
      assertThat(task.reporter().offsets()).isEmpty();
      assertThat(task.committable()).isZero();
    }
  }

  @Test
  void recordsAboveTheCurrentLimitAreRejectedAfterFewRequests() {
    try (TaskOnManualClock task = TaskOnManualClock.sendingTo(sqs, queue, EVENTS)) {
      queue.maximumMessageSize(1_200);
      task.put(batch(1, 2_000), batch(3, 500), batch(0, 2_000), batch(2, 2_000));
      task.pollFor(Duration.ofMinutes(1));
      assertThat(task.reporter().offsets()).containsExactlyInAnyOrder(0L, 2L, 3L);
      assertThat(task.reporter().messages())
          .allMatch(reason -> reason.contains("SQS rejected a message of"));
      assertThat(task.committable()).isEqualTo(4);
      assertThat(sqs.requests().size()).isLessThan(10);
    }
  }

  @Test
  void oversizedRecordAmongGoodOnesIsReportedEachTime() {
    try (TaskOnManualClock task = TaskOnManualClock.sendingTo(sqs, queue, Map.of())) {
      queue.maximumMessageSize(1_024);
      for (int i = 0; i < 20; i++) {
        task.putAll(List.of("x".repeat(2_000), "good"));
        task.pollFor(SHORT);
      }
      assertThat(task.reporter().offsets()).hasSize(20);
      assertThat(queue.size()).isEqualTo(20);
    }
  }

  /**
   * An event batch with this number of events of this size, or without events but with a context of
   * this size.
   */
  private static String batch(int events, int bytes) {
    String pad = "x".repeat(bytes);
    if (events == 0) {
      return "{\"mpid\":\"7\",\"user_attributes\":{\"pad\":\"" + pad + "\"},\"events\":[]}";
    }
    String event = "{\"event_type\":\"custom_event\",\"data\":{\"event_name\":\"" + pad + "\"}}";
    return "{\"mpid\":\"7\",\"events\":["
        + String.join(",", Collections.nCopies(events, event))
        + "]}";
  }
}
