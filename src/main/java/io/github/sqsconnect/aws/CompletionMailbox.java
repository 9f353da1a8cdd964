package io.github.sqsconnect.aws;

import io.github.sqsconnect.delivery.Completion;
import io.github.sqsconnect.delivery.Completions;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Where SDK threads leave answers for the task's thread: all that passes between them. */
public final class CompletionMailbox implements Completions {
  private final LinkedBlockingQueue<Completion> answers = new LinkedBlockingQueue<>();

  /** Leaves an answer; for any thread. */
  public void add(Completion completion) {
    answers.add(completion);
  }

  @Override
  public @Nullable Completion take(Duration atMost) {
    if (atMost.isZero()) {
      return answers.poll();
    }
    try {
      return answers.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return answers.poll();
    }
  }
}
