package io.github.sqsconnect;

import io.github.sqsconnect.delivery.DeliveryPipeline;
import io.github.sqsconnect.delivery.MillisClock;
import io.github.sqsconnect.delivery.UnseenRecords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs one line of progress a minute at INFO, the first one ten seconds after the start. Users of
 * managed platforms without JMX see nothing else.
 */
final class ProgressLog {
  private static final Logger LOG = LoggerFactory.getLogger(ProgressLog.class);
  private static final long FIRST_MS = 10_000;
  private static final long EVERY_MS = 60_000;

  private final MillisClock clock;
  private long dueAt;
  private long updatedAt;
  private long periodMs;
  private long pausedMs;

  ProgressLog(MillisClock clock) {
    this.clock = clock;
    updatedAt = clock.now();
    dueAt = updatedAt + FIRST_MS;
  }

  void update(DeliveryPipeline pipeline, PartitionPauser pauser, UnseenRecords unseen) {
    long now = clock.now();
    long elapsed = now - updatedAt;
    updatedAt = now;
    periodMs += elapsed;
    pausedMs += pauser.isPausing() ? elapsed : 0;

    if (now >= dueAt) {
      dueAt = now + EVERY_MS;
      LOG.info(
          "event=progress {} paused_share={} records_not_received={}",
          pipeline.progress(),
          periodMs == 0 ? 0 : Math.round(pausedMs * 100.0 / periodMs) / 100.0,
          unseen.count());
      periodMs = 0;
      pausedMs = 0;
    }
  }
}
