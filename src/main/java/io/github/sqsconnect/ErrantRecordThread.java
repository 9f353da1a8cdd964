package io.github.sqsconnect;

import io.github.sqsconnect.aws.http.TaskThreadFactory;
import io.github.sqsconnect.delivery.ErrantRecordReports;
import io.github.sqsconnect.delivery.ReporterCalls;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls Connect's reporter on a thread of its own, so that a call that blocks does not block the
 * task. It starts with the first errant record.
 *
 * <p>The task thread waits up to {@value #WAIT_MS} ms for each call, for two reasons. Usually the
 * outcome is known by then. And in Kafka 3.6 the reporter and the converters share one error
 * context without synchronization: a call during the conversion of records makes Connect drop one
 * of them without an error.
 *
 * <p>A call that blocks keeps a lock of Connect, which the task thread may need for its next poll
 * and needs to stop. So the call is interrupted when it takes too long, or when the task stops. The
 * producer then fails, and the lock is released.
 */
final class ErrantRecordThread implements ReporterCalls, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ErrantRecordThread.class);

  /** How long the task thread waits for a call. One that does not block takes microseconds. */
  private static final long WAIT_MS = 200;

  private static final long CLOSE_MS = 500;

  private static final class Running implements Call {
    private final FutureTask<Future<Void>> task;

    Running(Supplier<Future<Void>> call) {
      task = new FutureTask<>(call::get);
    }

    void run() {
      task.run();
    }

    /** Waits for its end; returns whether it ended in time. */
    boolean endsWithin(long millis) throws InterruptedException {
      try {
        Future<Void> unused = task.get(millis, TimeUnit.MILLISECONDS);
        return true;
      } catch (TimeoutException e) {
        return false;
      } catch (ExecutionException | CancellationException e) {
        return true;
      }
    }

    void giveUp() {
      task.cancel(true);
    }

    @Override
    public boolean hasEnded() {
      return task.isDone();
    }

    @Override
    public Future<Void> returned() throws ExecutionException {
      try {
        return task.get();
      } catch (InterruptedException e) {
        throw new IllegalStateException("the call has not ended", e);
      }
    }
  }

  private final long longestCallMs;
  private @Nullable ExecutorService thread;
  private @Nullable Running last;

  /** Interrupts a call one second after the limit of the core, which reports it first. */
  ErrantRecordThread() {
    this(ErrantRecordReports.LONGEST_CALL_MS + 1_000);
  }

  ErrantRecordThread(long longestCallMs) {
    this.longestCallMs = longestCallMs;
  }

  @Override
  public Call begin(Supplier<Future<Void>> call) {
    if (thread == null) {
      thread = Executors.newSingleThreadExecutor(new TaskThreadFactory("sqs-sink-errant-records"));
    }

    Running begun = new Running(call);
    last = begun;
    thread.execute(begun::run);

    try {
      if (!begun.endsWithin(WAIT_MS)) {
        LOG.warn(
            "event=dead_letter_blocked waited_ms={}; Connect is still writing a dead letter, and the next ones wait for it",
            WAIT_MS);
        new TaskThreadFactory("sqs-sink-errant-records-limit")
            .newThread(() -> interruptAfterLimit(begun))
            .start();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return begun;
  }

  private void interruptAfterLimit(Running call) {
    try {
      if (!call.endsWithin(longestCallMs)) {
        call.giveUp();
      }
    } catch (InterruptedException e) {
      call.giveUp();
    }
  }

  /** Interrupts a call that is running: Connect cannot close its producer before it has ended. */
  @Override
  public void close() {
    if (thread == null || last == null) {
      return;
    }
    last.giveUp();
    thread.shutdownNow();

    try {
      if (!thread.awaitTermination(CLOSE_MS, TimeUnit.MILLISECONDS)) {
        LOG.warn(
            "event=dead_letter_blocked; the call to Connect was interrupted and does not return");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
