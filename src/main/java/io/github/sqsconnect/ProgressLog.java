package io.github.sqsconnect;

import io.github.sqsconnect.delivery.MillisClock;
import io.github.sqsconnect.metrics.MetricValues;
import io.github.sqsconnect.metrics.ProgressLine;
import io.github.sqsconnect.metrics.SinkMetric;
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
  private long loggedAt;
  private long pausedMsBefore;

  ProgressLog(MillisClock clock) {
    this.clock = clock;
    loggedAt = clock.now();
    dueAt = loggedAt + FIRST_MS;
  }

  /** Logs the line if it is due. */
  void update(TaskValues values) {
    long now = clock.now();
    if (now >= dueAt) {
      dueAt = now + EVERY_MS;
      LOG.info("event=progress {}", line(values));
      loggedAt = now;
      pausedMsBefore = values.pausedMs();
    }
  }

  /** The line, with the share of the time since the last one in which a partition was paused. */
  String line(TaskValues values) {
    long now = clock.now();
    double pausedMs = values.pausedMs() - pausedMsBefore;
    MetricValues ofTask = values.ofTask(values.queues());
    ofTask.set(SinkMetric.PAUSED_RATIO, pausedMs / Math.max(1, now - loggedAt));
    return ProgressLine.text(ofTask, now);
  }
}
