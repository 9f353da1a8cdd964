package io.github.sqsconnect.issues;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/**
 * A reporter that blocks, because Connect's producer waits for a dead-letter topic that is missing,
 * blocked the task thread: nothing was delivered, and the worker could not stop the task.
 */
class BlockedDeadLetterTest {
  private static final Duration SHORT = Duration.ofMillis(1_500);

  /** Blocks until it is released or interrupted, as the producer does. */
  private static final class Blocking implements ErrantRecordReporter {
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicBoolean interrupted = new AtomicBoolean();
    private final List<SinkRecord> begun = Collections.synchronizedList(new ArrayList<>());

    @Override
    public Future<Void> report(SinkRecord record, Throwable error) {
      begun.add(record);
      try {
        released.await();
      } catch (InterruptedException e) {
        interrupted.set(true);
        throw new ConnectException(e);
      }
      return ReportingTask.written();
    }
  }

  @Test
  void putReturnsAndOtherRecordsAreDelivered() {
    Blocking reporter = new Blocking();
    try (ReportingTask task = ReportingTask.with(reporter).start()) {
      takesNoLongerThan(SHORT, () -> task.put("a", ReportingTask.UNFIT, "b"));
      for (int i = 0; i < 20; i++) {
        takesNoLongerThan(SHORT, () -> task.put(ReportingTask.UNFIT, "c"));
      }
      takesNoLongerThan(
          Duration.ofSeconds(5),
          () -> {
            while (task.queue().bodies().size() < 22) {
              task.put();
            }
          });
      assertThat(task.committable()).isEqualTo(1);
      assertThat(reporter.begun).hasSize(1);
      reporter.released.countDown();
      task.commitsAll();
      assertThat(reporter.begun).hasSize(21);
    }
  }

  @Test
  void stopInterruptsTheCallAndEndsItsThread() {
    Blocking reporter = new Blocking();
    ReportingTask task = ReportingTask.with(reporter).start();
    task.put(ReportingTask.UNFIT);
    assertThat(threads()).isNotEmpty();
    takesNoLongerThan(SHORT, task::close);
    assertThat(reporter.interrupted).isTrue();
    assertThat(threads()).isEmpty();
  }

  @Test
  void lettersThatWereNotBegunWhenTheirPartitionIsClosedAreNotSent() {
    Blocking reporter = new Blocking();
    try (ReportingTask task = ReportingTask.with(reporter).start()) {
      task.put(ReportingTask.UNFIT, ReportingTask.UNFIT);
      task.task().close(List.of(ReportingTask.PARTITION));
      reporter.released.countDown();
      for (int i = 0; i < 50; i++) {
        task.put();
      }
      assertThat(reporter.begun).hasSize(1);
    }
  }

  /**
   * In Kafka 3.6 the reporter and the converters share one error context: Connect drops a record
   * that it converts while the reporter is called.
   */
  @Test
  void noCallBeginsWhileConnectConvertsRecords() {
    AtomicBoolean inPut = new AtomicBoolean();
    List<Boolean> begunInPut = Collections.synchronizedList(new ArrayList<>());
    try (ReportingTask task =
        ReportingTask.with(
                (record, error) -> {
                  begunInPut.add(inPut.get());
                  return new CompletableFuture<>();
                })
            .start()) {
      for (int i = 0; i < 100; i++) {
        inPut.set(true);
        task.put(ReportingTask.UNFIT, ReportingTask.UNFIT);
        inPut.set(false);
        Thread.onSpinWait();
      }
      assertThat(begunInPut).hasSize(200).doesNotContain(false);
    }
  }

  @Test
  void withoutErrantRecordsThereIsNoThread() {
    try (ReportingTask task = ReportingTask.with(new Blocking()).start()) {
      task.put("a");
      task.commitsAll();
      assertThat(threads()).isEmpty();
    }
  }

  private static void takesNoLongerThan(Duration most, Runnable work) {
    long begin = System.nanoTime();
    work.run();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(most);
  }

  private static List<String> threads() {
    try {
      TimeUnit.MILLISECONDS.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("sqs-sink-errant"))
        .toList();
  }
}
