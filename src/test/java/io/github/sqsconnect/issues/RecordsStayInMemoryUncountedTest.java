package io.github.sqsconnect.issues;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.delivery.MessageBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/**
 * The buffer counted message bytes only, while records are kept for the dead-letter queue: 6,000
 * records of 100 kB kept 600 MB that nothing bounded. Now a record that is done is released at
 * once, and one that is not counts with its raw size.
 */
class RecordsStayInMemoryUncountedTest {
  private static final int RECORDS = 6_000;
  private static final int RECORD_BYTES = 100_000;
  private static final int POLL = 10;
  private static final long MB = 1_000_000;

  @Test
  void recordsAcknowledgedBehindTheFirstOneAreReleased() {
    PressedTask task = new PressedTask("sqs.message.format", "raw", "sqs.linger.ms", "0");
    long before = PressedTask.liveHeap();
    task.put(task.next("first"));
    MessageBatch first = task.inFlight.removeFirst();
    task.answers = PressedTask::deliver;
    int put = putUntilPaused(task, i -> i + "-".repeat(RECORD_BYTES));
    assertThat(put).as("nothing pauses").isEqualTo(RECORDS);
    assertThat(task.committable(RECORDS + 1)).as("the first is not answered").isZero();
    assertThat(task.bufferedBytes()).isLessThan(10_000);
    assertThat(PressedTask.liveHeap() - before).as("heap").isLessThan(10 * MB);
    task.inFlight.add(first);
    task.put();
    assertThat(task.committable(RECORDS + 1)).isEqualTo(RECORDS + 1);
  }

  @Test
  void recordsFilteredInAnOutageAreReleased() {
    PressedTask task =
        new PressedTask(
            "event.send.crash.events", "false",
            "event.send.eventless.batches", "false",
            "sqs.linger.ms", "0");
    String pad = "-".repeat(RECORD_BYTES);
    long before = PressedTask.liveHeap();
    task.put(task.next(batch("custom_event", "")));
    int put = putUntilPaused(task, i -> batch("crash_report", i + pad));
    assertThat(put).as("nothing pauses").isEqualTo(RECORDS);
    assertThat(task.bufferedBytes()).isLessThan(10_000);
    assertThat(PressedTask.liveHeap() - before).as("heap").isLessThan(10 * MB);
  }

  @Test
  void largeRecordsThatBecomeSmallMessagesPauseTheTask() {
    PressedTask task =
        new PressedTask(
            "event.exclude.fields", "events.data.custom_attributes", "sqs.linger.ms", "0");
    String pad = "-".repeat(RECORD_BYTES);
    long before = PressedTask.liveHeap();
    int put = putUntilPaused(task, i -> batch("custom_event", i + pad));
    assertThat(task.paused).isNotEmpty();
    assertThat(task.bufferedBytes()).isGreaterThanOrEqualTo((long) put * RECORD_BYTES);
    assertThat(task.bufferedBytes()).isLessThan(PressedTask.BUFFER + 2L * POLL * RECORD_BYTES);
    assertThat(PressedTask.liveHeap() - before)
        .as("heap")
        .isLessThan(4 * PressedTask.BUFFER + POLL * RECORD_BYTES);
  }

  @Test
  void recordsWithTheReporterCountUntilItHasThem() {
    PressedTask task = new PressedTask("sqs.linger.ms", "0");
    task.reported = new CompletableFuture<>();
    int put = putUntilPaused(task, i -> "no JSON " + i + "-".repeat(RECORD_BYTES));
    assertThat(task.paused).isNotEmpty();
    assertThat(task.bufferedBytes()).isGreaterThanOrEqualTo((long) put * RECORD_BYTES);
  }

  @Test
  void tinyMessagesCountWithTheObjectsAroundThem() {
    PressedTask task = new PressedTask("sqs.message.format", "raw", "sqs.linger.ms", "0");
    long before = PressedTask.liveHeap();
    List<SinkRecord> poll = new ArrayList<>();
    int put = 0;
    for (; task.paused.isEmpty() && put < 1_000_000; put += poll.size()) {
      poll.clear();
      for (int i = 0; i < 500; i++) {
        poll.add(task.next("x"));
      }
      task.put(poll);
    }
    poll.clear();
    assertThat(put).isLessThan(100_000);
    assertThat(PressedTask.liveHeap() - before).as("heap").isLessThan(PressedTask.BUFFER);
  }

  /** Polls as the worker does, until the task pauses or there are no more records. */
  private static int putUntilPaused(PressedTask task, IntFunction<String> value) {
    int put = 0;
    while (put < RECORDS && task.paused.isEmpty()) {
      List<SinkRecord> poll = new ArrayList<>();
      for (int i = 0; i < POLL; i++) {
        poll.add(task.next(value.apply(put++)));
      }
      task.put(poll);
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
