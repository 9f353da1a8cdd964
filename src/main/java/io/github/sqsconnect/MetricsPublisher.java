package io.github.sqsconnect;

import io.github.sqsconnect.delivery.DeliveryCount;
import io.github.sqsconnect.delivery.MillisClock;
import io.github.sqsconnect.delivery.QueueStatus;
import io.github.sqsconnect.delivery.RetryCause;
import io.github.sqsconnect.json.RejectionKind;
import io.github.sqsconnect.metrics.TaskMetrics;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** Publishes the values of a task as metrics, once a second. */
final class MetricsPublisher implements AutoCloseable {
  private static final long INTERVAL_MS = 1_000;
  private static final String REJECTED_BY_SQS = "sqs";

  private final TaskMetrics metrics;
  private final MillisClock clock;
  private final SinkTaskContext context;
  private long dueAt;

  /** Whether the task may have changed since the values were published. */
  private boolean isOutdated;

  private long recordsPublished;

  MetricsPublisher(TaskMetrics metrics, MillisClock clock, SinkTaskContext context) {
    this.metrics = metrics;
    this.clock = clock;
    this.context = context;
    dueAt = clock.now();
  }

  /**
   * Publishes the values if that is due. If the task becomes idle before, it asks Connect for
   * another call, so that the last values are published.
   */
  void update(TaskValues values) {
    long now = clock.now();
    boolean isIdle = values.isIdle();
    long records = values.counts().get(DeliveryCount.RECORDS_RECEIVED);
    isOutdated |= !isIdle || records > recordsPublished;
    if (now >= dueAt) {
      dueAt = now + INTERVAL_MS;
      publish(values);
      recordsPublished = records;
      isOutdated = !isIdle;
    } else if (isIdle && isOutdated) {
      context.timeout(dueAt - now);
    }
  }

  private void publish(TaskValues values) {
    List<QueueStatus> queues = values.queues();
    metrics.publish(values.ofTask(queues));

    metrics.publishQueues(queues, TaskValues::ofQueue);

    metrics.publishRejections(REJECTED_BY_SQS, values.counts().rejected(null));
    for (RejectionKind kind : RejectionKind.values()) {
      metrics.publishRejections(label(kind), values.counts().rejected(kind));
    }
    for (RetryCause cause : RetryCause.values()) {
      metrics.publishRetries(label(cause), values.counts().retried(cause));
    }
  }

  private static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** Removes the metrics. */
  @Override
  public void close() {
    metrics.close();
  }
}
