package io.github.sqsconnect;

import io.github.sqsconnect.delivery.DeliveryObserver;
import io.github.sqsconnect.delivery.MillisClock;
import io.github.sqsconnect.delivery.ServiceError;
import io.github.sqsconnect.message.TargetQueue;
import io.github.sqsconnect.metrics.TaskMetrics;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures times for the metrics, and logs when a queue begins to fail and when it works again. */
final class TaskObserver implements DeliveryObserver {
  private static final Logger LOG = LoggerFactory.getLogger(TaskObserver.class);

  private final TaskName name;
  private final TaskMetrics metrics;
  private final MillisClock timeOfDay;

  /**
   * Reports to these metrics.
   *
   * @param timeOfDay the milliseconds since 1970, like the timestamps of records
   */
  TaskObserver(TaskName name, TaskMetrics metrics, MillisClock timeOfDay) {
    this.name = name;
    this.metrics = metrics;
    this.timeOfDay = timeOfDay;
  }

  @Override
  public void requestCompleted(TargetQueue queue, long latencyMs) {
    metrics.requestCompleted(queue, latencyMs);
  }

  @Override
  public void recordDelivered(SinkRecord record) {
    Long timestamp = record.timestamp();
    if (timestamp != null) {
      metrics.recordDelivered(Math.max(0, timeOfDay.now() - timestamp));
    }
  }

  @Override
  public void retrying(TargetQueue queue, int attempts, ServiceError error, String howLong) {
    LOG.warn(
        "event=retrying {} queue={} attempt={} answer=\"{}\"; the connector retries {}; no record is lost",
        name,
        queue.url(),
        attempts,
        error,
        howLong);
  }

  @Override
  public void recovered(TargetQueue queue, long failingMs, long retries) {
    LOG.info(
        "event=recovered {} queue={} failing_ms={} retries={}",
        name,
        queue.url(),
        failingMs,
        retries);
  }
}
