package io.github.sqsconnect.aws;

import io.github.sqsconnect.delivery.Completion;
import io.github.sqsconnect.delivery.Completions;
import io.github.sqsconnect.delivery.MillisClock;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The queue of completions from SDK threads to the task thread. They share nothing else. */
public final class CompletionMailbox implements Completions {
  private final LinkedBlockingQueue<Completion> completions = new LinkedBlockingQueue<>();
  private final MillisClock clock;

  /**
   * An empty mailbox.
   *
   * @param clock the clock of the delivery
   */
  public CompletionMailbox(MillisClock clock) {
    this.clock = clock;
  }

  /** Adds a completion. Called by any thread. */
  public void add(Completion completion) {
    completion.batch().completed(clock.now());
    completions.add(completion);
  }

  @Override
  public @Nullable Completion take(Duration atMost) {
    if (atMost.isZero()) {
      return completions.poll();
    }
    try {
      return completions.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return completions.poll();
    }
  }
}
