package io.github.sqsconnect.issues;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.delivery.MessageBatch;
import io.github.sqsconnect.fakes.LiveHeap;
import io.github.sqsconnect.fakes.ScriptedSender;
import io.github.sqsconnect.fakes.TaskOnManualClock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/**
 * The buffer counted only message bytes, but records are kept for the dead-letter queue: 6,000
 * records of 100 kB used 600 MB without a limit. Now an acknowledged record is released at once,
 * and an unacknowledged one counts with its raw size.
 */
class RecordsStayInMemoryUncountedTest {
  private static final int RECORDS = 6_000;
  private static final int RECORD_BYTES = 100_000;
  private static final int POLL = 10;
  private static final long BUFFER = 33_554_432;
  private static final long MB = 1_000_000;

  @Test
  void recordsAcknowledgedAfterTheFirstAreReleased() {
    TaskOnManualClock task =
        TaskOnManualClock.inMemory("sqs.message.format", "raw", "sqs.linger.ms", "0");
    long before = LiveHeap.bytes();
    task.put(task.record("first"));
    MessageBatch first = task.sender().held().get(0);
    task.sender().otherwise(ScriptedSender::deliver);
    int put = putUntilPaused(task, i -> i + "-".repeat(RECORD_BYTES));
    assertThat(put).as("nothing pauses").isEqualTo(RECORDS);
    assertThat(task.committable(RECORDS + 1)).as("the first request is in flight").isZero();
    assertThat(task.bufferedBytes()).isLessThan(10_000);
    assertThat(LiveHeap.bytes() - before).as("heap").isLessThan(10 * MB);
    task.sender().respond(first, ScriptedSender::deliver);
    task.put();
    assertThat(task.committable(RECORDS + 1)).isEqualTo(RECORDS + 1);
  }

  @Test
  void recordsFilteredInAnOutageAreReleased() {
    TaskOnManualClock task =
        TaskOnManualClock.inMemory(
            "event.send.crash.events", "false",
            "event.send.eventless.batches", "false",
            "sqs.linger.ms", "0");
    String pad = "-".repeat(RECORD_BYTES);
    long before = LiveHeap.bytes();
    task.put(task.record(batch("custom_event", "")));
    int put = putUntilPaused(task, i -> batch("crash_report", i + pad));
    assertThat(put).as("nothing pauses").isEqualTo(RECORDS);
    assertThat(task.bufferedBytes()).isLessThan(10_000);
    assertThat(LiveHeap.bytes() - before).as("heap").isLessThan(10 * MB);
  }

  @Test
  void largeRecordsThatBecomeSmallMessagesPauseTheTask() {
    TaskOnManualClock task =
        TaskOnManualClock.inMemory(
            "event.exclude.fields", "events.data.custom_attributes", "sqs.linger.ms", "0");
    String pad = "-".repeat(RECORD_BYTES);
    long before = LiveHeap.bytes();
    int put = putUntilPaused(task, i -> batch("custom_event", i + pad));
    assertThat(task.context().paused()).isNotEmpty();
    assertThat(task.bufferedBytes()).isGreaterThanOrEqualTo((long) put * RECORD_BYTES);
    assertThat(task.bufferedBytes()).isLessThan(BUFFER + 2L * POLL * RECORD_BYTES);
    assertThat(LiveHeap.bytes() - before).as("heap").isLessThan(4 * BUFFER + POLL * RECORD_BYTES);
  }

  @Test
  void recordsCountUntilTheyAreReported() {
    TaskOnManualClock task = TaskOnManualClock.inMemory("sqs.linger.ms", "0");
    task.reporter().respond(CompletableFuture::new);
    int put = putUntilPaused(task, i -> "no JSON " + i + "-".repeat(RECORD_BYTES));
    assertThat(task.context().paused()).isNotEmpty();
    assertThat(task.bufferedBytes()).isGreaterThanOrEqualTo((long) put * RECORD_BYTES);
  }

  @Test
  void overheadOfTinyMessagesIsCounted() {
    TaskOnManualClock task =
        TaskOnManualClock.inMemory("sqs.message.format", "raw", "sqs.linger.ms", "0");
    long before = LiveHeap.bytes();
    List<SinkRecord> poll = new ArrayList<>();
    int put = 0;
    for (; task.context().paused().isEmpty() && put < 1_000_000; put += poll.size()) {
      poll.clear();
      for (int i = 0; i < 500; i++) {
        poll.add(task.record("x"));
      }
      task.putAll(poll);
    }
    poll.clear();
    assertThat(put).isLessThan(100_000);
    assertThat(LiveHeap.bytes() - before).as("heap").isLessThan(BUFFER);
  }

  /** Polls like the worker, until the task pauses or there are no more records. */
  private static int putUntilPaused(TaskOnManualClock task, IntFunction<String> value) {
    int put = 0;
    while (put < RECORDS && task.context().paused().isEmpty()) {
      List<SinkRecord> poll = new ArrayList<>();
      for (int i = 0; i < POLL; i++) {
        poll.add(task.record(value.apply(put++)));
      }
      task.putAll(poll);
    }
    task.put();
    return put;
  }

  private static String batch(String type, String pad) {
    return "{\"events\":[{\"event_type\":\""
        + type
        + "\",\"data\":{\"event_name\":\"n\",\"custom_attributes\":{\"pad\":\""
        + pad
        + "\"}}}]}";
  }
}
