package io.github.sqsconnect;

import io.github.sqsconnect.delivery.DeliveryPipeline;
import io.github.sqsconnect.delivery.MillisClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line a minute at INFO, the first one soon after the start: all that users of managed
 * platforms without JMX will see.
 */
final class ProgressLog {
  private static final Logger LOG = LoggerFactory.getLogger(ProgressLog.class);
  private static final long FIRST_MS = 10_000;
  private static final long EVERY_MS = 60_000;

  private final MillisClock clock;
  private long dueAt;
  private long lookedAt;
  private long periodMs;
  private long pausedMs;

  ProgressLog(MillisClock clock) {
    this.clock = clock;
    lookedAt = clock.now();
    dueAt = lookedAt + FIRST_MS;
  }

  void look(DeliveryPipeline pipeline, PartitionPauser pauser) {
    long now = clock.now();
    long elapsed = now - lookedAt;
    lookedAt = now;
    periodMs += elapsed;
    pausedMs += pauser.isPausing() ? elapsed : 0;
    if (now >= dueAt) {
      dueAt = now + EVERY_MS;
      LOG.info(
          "event=progress {} paused_share={}",
          pipeline.progress(),
          periodMs == 0 ? 0 : Math.round(pausedMs * 100.0 / periodMs) / 100.0);
      periodMs = 0;
      pausedMs = 0;
    }
  }
}
