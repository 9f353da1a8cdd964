package io.github.sqsconnect.chaos;

import io.github.sqsconnect.project.Unchecked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs actions at their times, in threads of its own. */
final class ScheduleTimer implements AutoCloseable {
  /** A fault occupies a thread as long as it lasts. */
  private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(12);

  private final List<Future<?>> planned = new ArrayList<>();

  void at(Duration after, Runnable action) {
    planned.add(executor.schedule(action, after.toNanos(), TimeUnit.NANOSECONDS));
  }

  void every(Duration period, Runnable action) {
    long nanos = period.toNanos();
    executor.scheduleWithFixedDelay(action, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  /** Waits until all actions have ended that were planned by {@link #at}. */
  void awaitAll() {
    planned.forEach(each -> Unchecked.call(() -> each.get(3, TimeUnit.MINUTES)));
  }

  /** Lets running actions end, and cancels the others. */
  @Override
  public void close() {
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    executor.shutdown();
    boolean ended = Unchecked.call(() -> executor.awaitTermination(1, TimeUnit.MINUTES));
    if (!ended) {
      executor.shutdownNow();
    }
  }
}
