package io.github.sqsconnect.issues;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.EndpointTask;
import io.github.sqsconnect.fakes.FakeReporter;
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
 * Connect's producer blocks while the dead-letter topic is missing. A reporter that blocked this
 * way also blocked the task thread: the task delivered nothing, and the worker could not stop it.
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
      return FakeReporter.written();
    }
  }

  @Test
  void putReturnsAndOtherRecordsAreDelivered() {
    Blocking reporter = new Blocking();
    try (EndpointTask task = EndpointTask.reportingTo(reporter).start()) {
      assertShorterThan(SHORT, () -> task.put("a", EndpointTask.UNFIT, "b"));
      for (int i = 0; i < 20; i++) {
        assertShorterThan(SHORT, () -> task.put(EndpointTask.UNFIT, "c"));
      }
      assertShorterThan(
          Duration.ofSeconds(5),
          () -> {
            while (task.queue().bodies().size() < 22) {
              task.put();
            }
          });
      assertThat(task.committable()).isEqualTo(1);
      assertThat(reporter.begun).hasSize(1);
      reporter.released.countDown();
      task.awaitAllCommitted();
      assertThat(reporter.begun).hasSize(21);
    }
  }

  @Test
  void stopInterruptsTheCallAndEndsItsThread() {
    Blocking reporter = new Blocking();
    EndpointTask task = EndpointTask.reportingTo(reporter).start();
    task.put(EndpointTask.UNFIT);
    assertThat(threads()).isNotEmpty();
    assertShorterThan(SHORT, task::close);
    assertThat(reporter.interrupted).isTrue();
    assertThat(threads()).isEmpty();
  }

  @Test
  void deadLettersThatDidNotStartAreDroppedWithTheirPartition() {
    Blocking reporter = new Blocking();
    try (EndpointTask task = EndpointTask.reportingTo(reporter).start()) {
      task.put(EndpointTask.UNFIT, EndpointTask.UNFIT);
      task.task().close(List.of(EndpointTask.PARTITION));
      reporter.released.countDown();
      for (int i = 0; i < 50; i++) {
        task.put();
      }
      assertThat(reporter.begun).hasSize(1);
    }
  }

  /**
   * In Kafka 3.6 the reporter and the converters share one error context. Connect drops a record
   * that it converts while the reporter is called.
   */
  @Test
  void noReportStartsWhileConnectConvertsRecords() {
    AtomicBoolean inPut = new AtomicBoolean();
    List<Boolean> begunInPut = Collections.synchronizedList(new ArrayList<>());
    try (EndpointTask task =
        EndpointTask.reportingTo(
                (record, error) -> {
                  begunInPut.add(inPut.get());
                  return new CompletableFuture<>();
                })
            .start()) {
      for (int i = 0; i < 100; i++) {
        inPut.set(true);
        task.put(EndpointTask.UNFIT, EndpointTask.UNFIT);
        inPut.set(false);
        Thread.onSpinWait();
      }
      assertThat(begunInPut).hasSize(200).doesNotContain(false);
    }
  }

  @Test
  void noThreadIsStartedWithoutErrantRecords() {
    try (EndpointTask task = EndpointTask.reportingTo(new Blocking()).start()) {
      task.put("a");
      task.awaitAllCommitted();
      assertThat(threads()).isEmpty();
    }
  }

  private static void assertShorterThan(Duration most, Runnable work) {
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
