package io.github.sqsconnect.metrics;

import io.github.sqsconnect.delivery.MillisClock;
import io.github.sqsconnect.delivery.QueueStatus;
import io.github.sqsconnect.message.TargetQueue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * All metrics of one task. One thread publishes; it needs no lock, and allocates nothing for a
 * record or a request.
 */
public final class TaskMetrics implements AutoCloseable {
  /** Queues that have an MBean; the metrics of the task include all others. */
  private static final int MAX_QUEUES = 100;

  private final MetricRegistry registry;
  private final MillisClock clock;
  private final MetricSet task;
  private final Map<String, MetricSet> rejections = new HashMap<>();
  private final Map<String, MetricSet> retries = new HashMap<>();
  private final Map<TargetQueue, MetricSet> queues = new HashMap<>();
  private final Map<TargetQueue, String> queueLabels = new HashMap<>();

  /**
   * Registers the metrics of a task.
   *
   * @param version the version of the connector
   * @param format the message format
   * @param taskContext Connect's context of the task
   */
  public TaskMetrics(
      String connector,
      String taskNumber,
      String version,
      String format,
      MillisClock clock,
      Object taskContext) {
    this.clock = clock;
    registry = new MetricRegistry(Map.of("connector", connector, "task", taskNumber), taskContext);
    task = metrics(MetricScope.TASK);
    metrics(MetricScope.INFO, version, format).publish(new MetricValues().set(SinkMetric.INFO, 1));
  }

  /** Publishes the values of the task. */
  public void publish(MetricValues values) {
    task.publish(values);
  }

  /** Publishes the records that were rejected for a kind of reason. */
  public void publishRejections(String reason, long total) {
    rejections
        .computeIfAbsent(reason, label -> metrics(MetricScope.REJECTION, label))
        .publish(new MetricValues().set(SinkMetric.REJECTIONS, total));
  }

  /** Publishes the retries for a cause. */
  public void publishRetries(String cause, long total) {
    retries
        .computeIfAbsent(cause, label -> metrics(MetricScope.RETRY, label))
        .publish(new MetricValues().set(SinkMetric.RETRIES, total));
  }

  private MetricSet metrics(MetricScope scope, String... labels) {
    Map<String, String> valueByLabel = new LinkedHashMap<>();
    for (int i = 0; i < labels.length; i++) {
      valueByLabel.put(scope.labels().get(i), labels[i]);
    }
    MetricSet metrics = new MetricSet(registry, scope, valueByLabel, clock);
    registry.ifOwner(metrics::register);
    return metrics;
  }

  /** A request to a queue has a response, or has failed. */
  public void requestCompleted(TargetQueue queue, long latencyMs) {
    task.record(SinkMetric.REQUEST_LATENCY, latencyMs);
    MetricSet ofQueue = queues.get(queue);
    if (ofQueue != null) {
      ofQueue.record(SinkMetric.QUEUE_REQUEST_LATENCY, latencyMs);
    }
  }

  /** The messages of a record are delivered. */
  public void recordDelivered(long ageMs) {
    task.record(SinkMetric.RECORD_AGE, ageMs);
  }

  /**
   * Publishes the values of the queues in memory, and removes the MBeans of all others. The label
   * of a queue is its name, or its URL if another queue of the task has the same name.
   *
   * @param values returns the values of a queue
   */
  public void publishQueues(
      List<QueueStatus> inMemory, Function<QueueStatus, MetricValues> values) {
    removeForgotten(inMemory);
    for (QueueStatus status : inMemory) {
      TargetQueue queue = status.queue();
      MetricSet known = queues.get(queue);
      if (known == null && queues.size() < MAX_QUEUES) {
        String label = unusedLabel(queue);
        queueLabels.put(queue, label);
        known = metrics(MetricScope.QUEUE, label);
        queues.put(queue, known);
      }
      if (known != null) {
        known.publish(values.apply(status));
      }
    }
  }

  private String unusedLabel(TargetQueue queue) {
    if (!queueLabels.containsValue(queue.name())) {
      return queue.name();
    }
    // The settings can name the same queue as a record chooses.
    return queueLabels.containsValue(queue.url())
        ? queue.url() + " (chosen by record)"
        : queue.url();
  }

  private void removeForgotten(List<QueueStatus> inMemory) {
    if (queues.isEmpty()) {
      return;
    }
    Set<TargetQueue> forgotten = new HashSet<>(queues.keySet());
    inMemory.forEach(status -> forgotten.remove(status.queue()));
    for (TargetQueue queue : forgotten) {
      MetricSet unused = queues.remove(queue);
      queueLabels.remove(queue);
      if (unused != null) {
        unused.close();
      }
    }
  }

  /** Removes all metrics. */
  @Override
  public void close() {
    registry.close();
  }
}
