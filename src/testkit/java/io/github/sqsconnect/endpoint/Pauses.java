package io.github.sqsconnect.endpoint;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The one timer of an endpoint: answers wait on it, outages end by it. */
final class Pauses implements AutoCloseable {
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, Threads.named("scripted-sqs-timer"));

  Pauses() {
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    timer.setRemoveOnCancelPolicy(true);
  }

  /** Holds the calling connection; ends early, with an exception, when the endpoint closes. */
  void hold(Duration duration) throws IOException {
    if (duration.isZero() || duration.isNegative()) {
      return;
    }
    try {
      later(duration, () -> {}).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted in a pause");
    } catch (ExecutionException | CancellationException | RejectedExecutionException e) {
      throw new IOException("the endpoint was closed in a pause", e);
    }
  }

  ScheduledFuture<?> later(Duration delay, Runnable step) {
    return timer.schedule(step, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
