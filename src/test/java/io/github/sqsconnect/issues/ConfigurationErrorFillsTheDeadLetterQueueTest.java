package io.github.sqsconnect.issues;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.fakes.TaskOnManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A queue rejected every message with a code that the connector knows, so the connector rejected
 * the whole topic: 1,000 of 1,000 records were in the dead-letter queue and committed.
 */
class ConfigurationErrorFillsTheDeadLetterQueueTest {
  private static final Duration SHORT = Duration.ofSeconds(5);
  private static final Map<String, String> SINGLE = Map.of("sqs.batch.max.messages", "1");

  private final ScriptedSqs sqs = ScriptedSqs.start();
  private final ScriptedQueue queue = sqs.queue("events");

  @AfterEach
  void close() {
    sqs.close();
  }

  @Test
  void allEntriesRejectedWithOneKnownCodeStopTheTask() {
    sqs.always().failEntry("InvalidParameterValue", true);
    requireStop(Map.of(), "SQS-011 ");
  }

  @Test
  void allEntriesRejectedWithOneUnknownCodeStopTheTask() {
    sqs.always().failEntry("SomethingNew", true);
    requireStop(Map.of(), "SQS-011 ");
  }

  @Test
  void twoRejectedEntriesOfARequestOfTwoStopTheTask() {
    sqs.always().failEntry("InvalidMessageContents", true);
    requireStop(Map.of("sqs.batch.max.messages", "2"), "SQS-011 ");
  }

  @Test
  void consecutiveRejectedSingleMessagesStopTheTask() {
    sqs.always().failEntry("InvalidParameterValue", true);
    requireStop(SINGLE, "SQS-013 ");
  }

  @Test
  void consecutiveRequestsRejectedWithTwoCodesStopTheTask() {
    sqs.whenever(entry -> Integer.parseInt(entry.body().substring(1)) % 2 == 0)
        .failEntry("InvalidParameterValue", true);
    sqs.whenever(entry -> Integer.parseInt(entry.body().substring(1)) % 2 == 1)
        .failEntry("InvalidMessageContents", true);
    requireStop(Map.of(), "SQS-013 ");
  }

  @Test
  void missingDeduplicationIdsOfOneGroupStopTheTask() {
    ScriptedQueue fifo = sqs.queue("events.fifo");
    Map<String, String> settings =
        Map.of("sqs.message.deduplication.id", "content", "sqs.message.group.id", "one");
    try (TaskOnManualClock task = TaskOnManualClock.sendingTo(sqs, fifo, settings)) {
      assertThat(task.stopMessage(bodies(100), SHORT))
          .startsWith("SQS-01")
          .contains("InvalidParameter");
      assertThat(task.reporter().offsets()).isEmpty();
      assertThat(task.committable()).isZero();
    }
  }

  @Test
  void singleEntriesOfARejectedRequestThatAllFailStopTheTask() {
    sqs.next(1).error("InvalidParameterValue");
    sqs.always().failEntry("InvalidParameterValue", true);
    requireStop(Map.of("sqs.batch.max.messages", "2"), "SQS-012 ");
  }

  @Test
  void badRecordsAmongGoodOnesAreReportedAndTheTaskContinues() {
    sqs.whenever(entry -> entry.body().endsWith("3")).failEntry("InvalidParameterValue", true);
    try (TaskOnManualClock task = TaskOnManualClock.sendingTo(sqs, queue, SINGLE)) {
      assertThat(task.stopMessage(bodies(200), SHORT)).isNull();
      assertThat(task.reporter().offsets()).hasSize(20);
      assertThat(queue.size()).isEqualTo(180);
      assertThat(task.committable()).isEqualTo(200);
    }
  }

  @Test
  void singleBadRecordIsReportedAfterAShortWait() {
    sqs.always().failEntry("InvalidParameterValue", true);
    try (TaskOnManualClock task = TaskOnManualClock.sendingTo(sqs, queue, Map.of())) {
      assertThat(task.stopMessage(List.of("m0"), SHORT)).isNull();
      assertThat(task.reporter().offsets()).containsExactly(0L);
      assertThat(task.committable()).isEqualTo(1);
    }
  }

  @Test
  void recordsRejectedBeforeAFatalErrorAreNotReported() {
    sqs.whenever(entry -> entry.body().equals("m0")).failEntry("InvalidMessageContents", true);
    sqs.whenever(entry -> entry.body().equals("m1")).error("EmptyBatchRequest");
    try (TaskOnManualClock task = TaskOnManualClock.sendingTo(sqs, queue, SINGLE)) {
      assertThat(task.stopMessage(bodies(2), SHORT)).startsWith("SQS-010 ");
      assertThat(task.reporter().offsets()).isEmpty();
    }
  }

  private void requireStop(Map<String, String> settings, String id) {
    try (TaskOnManualClock task = TaskOnManualClock.sendingTo(sqs, queue, settings)) {
      assertThat(task.stopMessage(bodies(1_000), SHORT)).startsWith(id);
      assertThat(task.reporter().offsets()).isEmpty();
      assertThat(task.committable()).isZero();
    }
  }

  private static List<String> bodies(int count) {
    return IntStream.range(0, count).mapToObj(i -> "m" + i).toList();
  }
}
