package io.github.sqsconnect.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Does things at their times, counted from its making. */
final class Timeline implements AutoCloseable {
  /** Every trouble holds a thread for as long as it lasts. */
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(12);

  private final long began = System.nanoTime();
  private final List<Future<?>> promised = new ArrayList<>();

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
    } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
