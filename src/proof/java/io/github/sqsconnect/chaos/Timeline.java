package io.github.sqsconnect.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Does things at their times, counted from its beginning. */
final class Timeline implements AutoCloseable {
  /** Every trouble holds a thread for as long as it lasts. */
  private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(12);

  private volatile long began = System.nanoTime();
  private final List<Future<?>> promised = new ArrayList<>();

  void begin() {
    began = System.nanoTime();
  }

  void at(Duration after, Runnable deed) {
    long delay = after.toNanos() - (System.nanoTime() - began);
    promised.add(timer.schedule(deed, delay, TimeUnit.NANOSECONDS));
  }

  void every(Duration period, Runnable deed) {
    long nanos = period.toNanos();
    var unused = timer.scheduleWithFixedDelay(deed, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  /** Lets time pass for the caller. */
  void pass(Duration time) {
    await(timer.schedule(() -> {}, time.toNanos(), TimeUnit.NANOSECONDS));
  }

  /** Waits for all that was asked for {@link #at} a time. */
  void awaitAll() {
    promised.forEach(Timeline::await);
  }

  private static void await(Future<?> deed) {
    try {
      deed.get(3, TimeUnit.MINUTES);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What is being done is finished, what is still to come is dropped. */
  @Override
  public void close() {
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    timer.shutdown();
    try {
      if (!timer.awaitTermination(1, TimeUnit.MINUTES)) {
        timer.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
