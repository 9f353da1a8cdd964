package io.github.sqsconnect.cli;

import io.github.sqsconnect.delivery.Completion;
import io.github.sqsconnect.delivery.Completions;
import io.github.sqsconnect.delivery.DeliveryCounts;
import io.github.sqsconnect.delivery.DeliveryOutcome;
import io.github.sqsconnect.delivery.MessageBatch;
import io.github.sqsconnect.delivery.MessageSender;
import io.github.sqsconnect.delivery.MillisClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** An SQS that accepts every request at once, on a clock that only the simulation moves. */
final class InstantQueue implements MessageSender, Completions, MillisClock {
  private final ArrayDeque<Completion> completions = new ArrayDeque<>();
  private long now;
  private Usage usage = Usage.NONE;

  @Override
  public void send(MessageBatch batch) {
    long units = DeliveryCounts.billedUnits(batch.bytes());
    int messages = batch.deliveries().size();
    usage =
        usage.plus(
            new Usage(
                0,
                messages,
                1,
                batch.bytes(),
                batch.queue().isFifo() ? 0 : units,
                batch.queue().isFifo() ? units : 0));
    completions.add(
        Completion.of(batch, Collections.nCopies(messages, new DeliveryOutcome.Delivered())));
  }

  @Override
  public boolean renewCredentials() {
    return false;
  }

  /** Returns at once: waiting only moves the clock. */
  @Override
  public @Nullable Completion take(Duration atMost) {
    if (completions.isEmpty()) {
      now += atMost.toMillis();
    }
    return completions.poll();
  }

  @Override
  public long now() {
    return now;
  }

  void advanceTo(long time) {
    now = Math.max(now, time);
  }

  Usage usage() {
    return usage;
  }
}
