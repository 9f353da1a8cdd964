package io.github.sqsconnect;

import io.github.sqsconnect.aws.AwsClients;
import io.github.sqsconnect.delivery.DeliveryCount;
import io.github.sqsconnect.delivery.DeliveryCounts;
import io.github.sqsconnect.delivery.DeliveryPipeline;
import io.github.sqsconnect.delivery.MillisClock;
import io.github.sqsconnect.delivery.PipelineStatus;
import io.github.sqsconnect.delivery.QueueStatus;
import io.github.sqsconnect.delivery.UnseenRecords;
import io.github.sqsconnect.metrics.MetricValues;
import io.github.sqsconnect.metrics.SinkMetric;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the values of the metrics from the parts of a task. */
final class TaskValues {
  private final MillisClock clock;
  private final long maxBytes;
  private final DeliveryPipeline pipeline;
  private final PartitionPauser pauser;
  private final UnseenRecords unseen;
  private final @Nullable AwsClients clients;
  private long updatedAt;
  private boolean wasPausing;
  private long pausedMs;

  /**
   * The values of these parts.
   *
   * @param maxBytes the limit of the buffer
   * @param clients null if requests do not go to AWS
   */
  TaskValues(
      MillisClock clock,
      long maxBytes,
      DeliveryPipeline pipeline,
      PartitionPauser pauser,
      UnseenRecords unseen,
      @Nullable AwsClients clients) {
    this.clock = clock;
    this.maxBytes = maxBytes;
    this.pipeline = pipeline;
    this.pauser = pauser;
    this.unseen = unseen;
    this.clients = clients;
    updatedAt = clock.now();
  }

  /** Measures the time in which partitions are paused. Called after each step of the task. */
  void update() {
    long now = clock.now();
    pausedMs += wasPausing ? now - updatedAt : 0;
    updatedAt = now;
    wasPausing = pauser.isPausing();
  }

  /** The time in which a partition was paused, since the start. */
  long pausedMs() {
    return pausedMs;
  }

  /** Whether the task has nothing to do until records arrive. */
  boolean isIdle() {
    return pipeline.maxIdleMs() == null;
  }

  DeliveryCounts counts() {
    return pipeline.counts();
  }

  List<QueueStatus> queues() {
    return pipeline.queues();
  }

  /**
   * The values of the task.
   *
   * @param queues the state of all queues in memory
   */
  MetricValues ofTask(List<QueueStatus> queues) {
    DeliveryCounts counts = pipeline.counts();
    PipelineStatus status = pipeline.status();
    double requests = counts.get(DeliveryCount.REQUESTS_SENT);
    double messages = counts.get(DeliveryCount.MESSAGES_SENT);

    return new MetricValues()
        .set(SinkMetric.RECORDS_RECEIVED, counts.get(DeliveryCount.RECORDS_RECEIVED))
        .set(SinkMetric.RECORDS_FILTERED, counts.get(DeliveryCount.RECORDS_FILTERED))
        .set(SinkMetric.RECORDS_SPLIT, counts.get(DeliveryCount.RECORDS_SPLIT))
        .set(SinkMetric.RECORDS_DELIVERED, counts.get(DeliveryCount.RECORDS_DELIVERED))
        .set(SinkMetric.RECORDS_REJECTED, counts.get(DeliveryCount.RECORDS_REJECTED))
        .set(SinkMetric.RECORDS_NOT_RECEIVED, unseen.count())
        .set(SinkMetric.DEAD_LETTERS, pipeline.deadLetters())
        .set(SinkMetric.MESSAGES_SENT, messages)
        .set(SinkMetric.MESSAGES_DELIVERED, counts.get(DeliveryCount.MESSAGES_DELIVERED))
        .set(SinkMetric.MESSAGES_RETRIED, counts.get(DeliveryCount.MESSAGES_RETRIED))
        .set(SinkMetric.REQUESTS_SENT, requests)
        .set(SinkMetric.REQUESTS_THROTTLED, counts.get(DeliveryCount.REQUESTS_THROTTLED))
        .set(SinkMetric.ENTRIES_PER_REQUEST, requests == 0 ? 0 : messages / requests)
        .set(SinkMetric.BYTES_SENT, counts.get(DeliveryCount.BYTES_SENT))
        .set(SinkMetric.BILLED_UNITS, counts.get(DeliveryCount.BILLED_UNITS))
        .set(SinkMetric.ATTRIBUTES_DROPPED, pipeline.attributesDropped())
        .set(SinkMetric.ATTRIBUTES_EMPTY, pipeline.attributesEmpty())
        .set(SinkMetric.REQUESTS_IN_FLIGHT, status.requestsInFlight())
        .set(SinkMetric.IN_FLIGHT_WINDOW, status.window())
        .set(SinkMetric.RECORDS_WAITING, status.recordsWaiting())
        .set(SinkMetric.MESSAGES_WAITING, status.messagesWaiting())
        .set(SinkMetric.CROWDED_GROUPS, status.crowdedGroups())
        .set(SinkMetric.BUFFER_BYTES, status.bufferedBytes())
        .set(SinkMetric.BUFFER_MAX_BYTES, maxBytes)
        .set(SinkMetric.OLDEST_UNACKNOWLEDGED_AGE, status.oldestSince())
        .set(SinkMetric.LAST_SUCCESS_AGE, counts.deliveredAt())
        .set(SinkMetric.PAUSED_TIME, pausedMs)
        .set(SinkMetric.PAUSED_RATIO, pausedMs)
        .set(SinkMetric.PARTITIONS_PAUSED, pauser.pausedPartitions())
        .set(SinkMetric.QUEUES, queues.size())
        .set(SinkMetric.QUEUES_FAILING, queues.stream().filter(QueueStatus::isFailing).count())
        .set(
            SinkMetric.LEARNED_LIMITS,
            queues.stream().filter(queue -> queue.learnedLimitBytes() > 0).count())
        .set(SinkMetric.CREDENTIAL_REFRESHES, clients == null ? 0 : clients.credentialRenewals())
        .set(SinkMetric.CREDENTIAL_FAILURES, clients == null ? 0 : clients.credentialFailures());
  }

  /** The values of one queue. */
  static MetricValues ofQueue(QueueStatus queue) {
    DeliveryCounts counts = queue.counts();
    return new MetricValues()
        .set(SinkMetric.QUEUE_MESSAGES_SENT, counts.get(DeliveryCount.MESSAGES_SENT))
        .set(SinkMetric.QUEUE_MESSAGES_DELIVERED, counts.get(DeliveryCount.MESSAGES_DELIVERED))
        .set(SinkMetric.QUEUE_MESSAGES_RETRIED, counts.get(DeliveryCount.MESSAGES_RETRIED))
        .set(SinkMetric.QUEUE_MESSAGES_REJECTED, counts.get(DeliveryCount.MESSAGES_REJECTED))
        .set(SinkMetric.QUEUE_REQUESTS_SENT, counts.get(DeliveryCount.REQUESTS_SENT))
        .set(SinkMetric.QUEUE_REQUESTS_THROTTLED, counts.get(DeliveryCount.REQUESTS_THROTTLED))
        .set(SinkMetric.QUEUE_REQUESTS_IN_FLIGHT, queue.requestsInFlight())
        .set(SinkMetric.QUEUE_IN_FLIGHT_WINDOW, queue.window())
        .set(SinkMetric.QUEUE_MESSAGES_WAITING, queue.messagesWaiting())
        .set(SinkMetric.QUEUE_FAILING, queue.isFailing() ? 1 : 0)
        .set(SinkMetric.QUEUE_LAST_SUCCESS_AGE, counts.deliveredAt())
        .set(SinkMetric.QUEUE_LEARNED_LIMIT, queue.learnedLimitBytes());
  }
}
