package io.github.sqsconnect.issues;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.delivery.Completion;
import io.github.sqsconnect.delivery.DeliveryOutcome.Rejected;
import io.github.sqsconnect.delivery.ServiceError;
import io.github.sqsconnect.fakes.LiveHeap;
import io.github.sqsconnect.fakes.ScriptedSender;
import io.github.sqsconnect.fakes.TaskOnManualClock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/**
 * A whole poll was converted to messages at once: 25 records of 102 kB used 1,357 MB with a buffer
 * of 32 MiB, ten arrays of 75,000 batches became 749,360 messages, and the time of one put had no
 * limit. Now records wait unconverted while the converted messages reach the limit, or the put has
 * used its time.
 */
class PollGrowsThousandfoldTest {
  /** The most bytes of messages that one record may become. */
  private static final long RECORD = 64 << 20;

  private static final long BUFFER = 33_554_432;
  private static final long LONGEST_PUT_MS = 2_000;

  private static final String EVENT =
      "{\"event_type\":\"custom_event\",\"data\":{\"event_name\":\"" + "e".repeat(1_200) + "\"}}";
  private static final String TWO_EVENTS = "{\"events\":[" + EVENT + ',' + EVENT + "]}";

  private long messages;

  @Test
  void eventsThatRepeatALargeContextWaitAsRecords() {
    int events = 890;
    String context = "c".repeat(51_000);
    String event = "{\"event_type\":\"custom_event\",\"data\":{\"event_name\":\"e\"}}";
    String value =
        "{\"user_attributes\":{\"a\":\""
            + context
            + "\"},\"events\":["
            + String.join(",", Collections.nCopies(events, event))
            + "]}";
    TaskOnManualClock task = task("event.send.as.batch", "false", "sqs.linger.ms", "0");
    long before = LiveHeap.bytes();
    task.putAll(records(task, 25, value));
    assertBounded(task, before, 25 * 2L * value.length());
    assertThat(messages).as("in flight").isPositive();
    deliverAll(task, 25);
    assertThat(messages).isEqualTo(25L * events);
  }

  @Test
  void arraysOfTinyBatchesWaitAsRecords() {
    int batches = 75_000;
    String value = "[" + String.join(",", Collections.nCopies(batches, "{\"events\":[]}")) + "]";
    TaskOnManualClock task = task("event.send.eventless.batches", "true", "sqs.linger.ms", "0");
    long before = LiveHeap.bytes();
    task.putAll(records(task, 10, value));
    assertBounded(task, before, 10 * 2L * value.length());
    deliverAll(task, 10);
    assertThat(messages).isEqualTo(10L * batches);
  }

  @Test
  void overheadOfManyTinyMessagesOfOneRecordIsCounted() {
    String value = "[" + String.join(",", Collections.nCopies(300_000, "{}")) + "]";
    TaskOnManualClock task =
        task(
            "event.input.format", "batch",
            "event.send.eventless.batches", "true",
            "sqs.linger.ms", "0");
    task.putAll(records(task, 1, value));
    task.put();
    assertThat(messages).isZero();
    assertThat(task.committable(1)).as("the record was rejected and reported").isEqualTo(1);
  }

  @Test
  void putEndsInTimeWithSlowRecords() {
    TaskOnManualClock task = task("sqs.message.format", "raw", "sqs.linger.ms", "0");
    List<String> order = new ArrayList<>();
    task.sender().onSend(batch -> order.addAll(ScriptedSender.bodies(batch)));
    task.sender().respondToAll(ScriptedSender::deliver);
    List<SinkRecord> poll = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      values.add("slow " + i);
      poll.add(slow(task, "slow " + i, 300));
    }
    int puts = 0;
    for (; order.size() < 25 && puts < 100; puts++) {
      long start = task.clock().now();
      task.putAll(poll);
      assertThat(task.clock().now() - start).as("one put").isLessThan(LONGEST_PUT_MS);
      if (order.size() < 25) {
        assertThat(task.context().takeTimeoutMs()).as("the next put follows at once").isEqualTo(1);
      }
      poll = List.of();
    }
    task.put();
    assertThat(puts).isGreaterThan(3);
    assertThat(order).isEqualTo(values);
    assertThat(task.committable(25)).isEqualTo(25);
  }

  /** Each part of a message that the queue refused for its size is built from the whole record. */
  @Test
  void putEndsInTimeWithManySplits() {
    TaskOnManualClock task = task("sqs.batch.max.messages", "1", "sqs.linger.ms", "0");
    List<SinkRecord> poll = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      poll.add(slow(task, TWO_EVENTS, 100));
    }
    task.putAll(poll);
    for (int i = 0; i < 10 && task.sender().held().size() < 30; i++) {
      task.put();
    }
    assertThat(task.sender().held()).hasSize(30);
    task.sender()
        .respondToAll(
            batch ->
                batch.bytes() > 2_000
                    ? Completion.failed(batch, tooLarge(2_000))
                    : ScriptedSender.deliver(batch));
    long start = task.clock().now();
    assertThat(task.committable(30)).isZero();
    assertThat(task.clock().now() - start).as("one commit").isLessThan(2_500);
    putUntilDone(task, 30);
    assertThat(messages).as("each with its two parts").isEqualTo(90);
  }

  /** The queue refuses large messages; each of them becomes 150 parts with the whole context. */
  @Test
  void messagesAreSplitOneByOne() {
    int buffer = 2_097_152;
    int limit = 100_000;
    int grown = 150 * limit;
    String event = "{\"event_type\":\"other\",\"data\":{\"a\":\"" + "e".repeat(2_000) + "\"}}";
    String value =
        "{\"user_attributes\":{\"a\":\""
            + "c".repeat(97_000)
            + "\"},\"events\":["
            + String.join(",", Collections.nCopies(150, event))
            + "]}";
    TaskOnManualClock task =
        task(
            "sqs.buffer.max.bytes",
            Integer.toString(buffer),
            "sqs.batch.max.messages",
            "1",
            "sqs.linger.ms",
            "0");
    task.putAll(records(task, 4, value));
    assertThat(task.sender().held()).hasSize(4);
    task.sender()
        .respondToAll(
            batch -> batch.bytes() <= limit ? null : Completion.failed(batch, tooLarge(limit)));
    task.put();
    task.put();
    assertThat(task.bufferedBytes()).isGreaterThan(buffer).isLessThan(buffer + grown * 3L / 2);
    task.sender()
        .respondToAll(
            batch ->
                batch.bytes() <= limit
                    ? ScriptedSender.deliver(batch)
                    : Completion.failed(batch, tooLarge(limit)));
    putUntilDone(task, 4);
  }

  @Test
  void commitConvertsAndSendsNothing() {
    TaskOnManualClock task = task("sqs.message.format", "raw", "sqs.linger.ms", "0");
    task.sender().respondToAll(ScriptedSender::deliver);
    task.put(slow(task, "a", 1_500), slow(task, "b", 1_500), slow(task, "c", 1_500));
    long sent = messages;
    assertThat(sent).isEqualTo(1);
    assertThat(task.committable(3)).isEqualTo(1);
    assertThat(messages).isEqualTo(sent);
  }

  @Test
  void waitingRecordsAreDroppedWithTheirPartition() {
    TaskOnManualClock task = task("sqs.message.format", "raw", "sqs.linger.ms", "0");
    task.put(slow(task, "a", 1_500), slow(task, "b", 1_500), slow(task, "c", 1_500));
    task.sender().respondToAll(ScriptedSender::deliver);
    task.closePartition();
    task.put();
    task.put();
    assertThat(messages).isEqualTo(1);
    assertThat(task.bufferedBytes()).isZero();
    assertThat(task.context().takeTimeoutMs()).as("nothing is left to do").isEqualTo(-1);
  }

  /** Ordinary records are converted and sent within their own put. */
  @Test
  void ordinaryPollIsSentInItsPut() {
    TaskOnManualClock task = task("sqs.message.format", "raw", "sqs.linger.ms", "0");
    task.sender().respondToAll(ScriptedSender::deliver);
    List<SinkRecord> poll = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      poll.add(task.record("x".repeat(10_000)));
    }
    task.putAll(poll);
    assertThat(messages).isEqualTo(5_000);
  }

  private static Rejected tooLarge(int limit) {
    return new Rejected(
        Rejected.Kind.KNOWN,
        new ServiceError("InvalidParameterValue", "must be shorter than " + limit + " bytes", "1"),
        limit);
  }

  private TaskOnManualClock task(String... keysAndValues) {
    TaskOnManualClock task = TaskOnManualClock.inMemory(keysAndValues);
    task.sender().onSend(batch -> messages += batch.deliveries().size());
    return task;
  }

  private static List<SinkRecord> records(TaskOnManualClock task, int count, String value) {
    List<SinkRecord> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      // A copy for each, as a converter makes it.
      records.add(task.record(new String(value.toCharArray())));
    }
    return records;
  }

  /** A record whose conversion advances the clock by this time. */
  private static SinkRecord slow(TaskOnManualClock task, String value, long millis) {
    SinkRecord record = task.record(value);
    return new SinkRecord(
        record.topic(), 0, null, null, Schema.STRING_SCHEMA, value, record.kafkaOffset()) {
      @Override
      public Schema valueSchema() {
        task.clock().advance(millis);
        return super.valueSchema();
      }
    };
  }

  private static void assertBounded(TaskOnManualClock task, long before, long poll) {
    assertThat(task.context().paused()).isNotEmpty();
    assertThat(task.bufferedBytes()).isLessThan(BUFFER + RECORD + poll);
    assertThat(LiveHeap.bytes() - before).as("heap").isLessThan(4 * BUFFER + RECORD + poll);
  }

  private static void deliverAll(TaskOnManualClock task, int records) {
    task.sender().respondToAll(ScriptedSender::deliver);
    putUntilDone(task, records);
  }

  private static void putUntilDone(TaskOnManualClock task, int records) {
    for (int i = 0; i < 1_000 && task.bufferedBytes() > 0; i++) {
      long start = task.clock().now();
      task.put();
      assertThat(task.clock().now() - start).as("one put").isLessThan(LONGEST_PUT_MS);
      task.clock().advance(Math.max(0, task.context().takeTimeoutMs()));
    }
    assertThat(task.committable(records)).isEqualTo(records);
    assertThat(task.context().paused()).isEmpty();
  }
}
