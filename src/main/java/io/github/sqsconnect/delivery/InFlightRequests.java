package io.github.sqsconnect.delivery;

import io.github.sqsconnect.config.DeliverySettings;
import io.github.sqsconnect.delivery.PipelineSnapshot.RequestState;
import io.github.sqsconnect.message.TargetQueue;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a task that are in flight, over all queues, limited by number and bytes. Where
 * topics map to several queues, some are kept free for each, because a queue that does not respond
 * keeps its requests until they time out:
 *
 * <table>
 * <caption>Requests that are kept free for a queue, less those that it has in flight</caption>
 * <tr><th>the queue</th><th>kept free</th></tr>
 * <tr><td>has a request to send</td><td>its share</td></tr>
 * <tr><td>has none</td><td>a quarter of its share, at least one</td></tr>
 * <tr><td>fails, and is probed</td><td>one</td></tr>
 * </table>
 *
 * <p>A queue may always have its share in flight.
 */
final class InFlightRequests {
  private static final int PART_OF_SHARE_WHEN_IDLE = 4;

  private final DeliverySettings settings;
  private final QueueLanes lanes;
  private final MessageAccumulator accumulator;
  private final Map<MessageBatch, QueueLane> requests = new HashMap<>();
  private long bytes;

  InFlightRequests(DeliverySettings settings, QueueLanes lanes, MessageAccumulator accumulator) {
    this.settings = settings;
    this.lanes = lanes;
    this.accumulator = accumulator;
  }

  boolean isEmpty() {
    return requests.isEmpty();
  }

  int size() {
    return requests.size();
  }

  /** Whether one more request to any queue may be sent. */
  boolean areBelowLimit() {
    return requests.size() < settings.maxInFlightRequests();
  }

  /** Whether one more request of a lane may be sent. */
  boolean mayStart(QueueLane lane, long now) {
    return areBelowLimit()
        && lane.hasBytesLeft()
        && (lane.inFlight() < lane.maxInFlight()
            || requests.size() + keptFree(lane, now) < settings.maxInFlightRequests());
  }

  /** The requests that are kept free for other lanes than this one. */
  private int keptFree(QueueLane lane, long now) {
    int keptFree = 0;
    for (QueueLane other : lanes.all()) {
      if (other != lane && !other.partitions().isEmpty()) {
        keptFree += Math.max(0, reserve(other, now) - other.inFlight());
      }
    }
    return keptFree;
  }

  private int reserve(QueueLane lane, long now) {
    if (isFailing(lane)) {
      return 1;
    }
    QueueBacklog backlog = accumulator.find(lane.queue());
    boolean couldSend = lane.queue() == null ? lane.isActive() : isSendable(backlog, now);
    return couldSend
        ? lane.maxInFlight()
        : Math.max(1, lane.maxInFlight() / PART_OF_SHARE_WHEN_IDLE);
  }

  private static boolean isSendable(@Nullable QueueBacklog backlog, long now) {
    return backlog != null && backlog.isSendable(now);
  }

  /** Whether the queue of a lane fails. A lane of several queues counts as not failing. */
  boolean isFailing(QueueLane lane) {
    return isFailing(lane.queue());
  }

  boolean isFailing(@Nullable TargetQueue queue) {
    QueueBacklog backlog = accumulator.find(queue);
    return backlog != null && backlog.isFailing();
  }

  void started(MessageBatch batch) {
    QueueLane lane = Objects.requireNonNull(lanes.of(batch.queue()));
    requests.put(batch, lane);
    lane.sent(batch);
    bytes += batch.bytes();
  }

  void completed(MessageBatch batch) {
    QueueLane lane = requests.remove(batch);
    if (lane == null) {
      throw new IllegalStateException("that request is not in flight");
    }
    lane.completed(batch);
    bytes -= batch.bytes();
  }

  /** The requests that contain a message of one of these partitions. */
  Set<MessageBatch> carrying(Collection<TopicPartition> partitions) {
    Set<MessageBatch> carrying = new HashSet<>();
    for (MessageBatch batch : requests.keySet()) {
      if (batch.deliveries().stream()
          .anyMatch(delivery -> partitions.contains(delivery.record().topicPartition()))) {
        carrying.add(batch);
      }
    }
    return carrying;
  }

  /** Removes from a set the requests that are not in flight any more. */
  void retainIn(Set<MessageBatch> batches) {
    batches.retainAll(requests.keySet());
  }

  /** The bytes in flight, for proofs. */
  long bytesSnapshot() {
    return bytes;
  }

  /** The requests in flight, for proofs. */
  List<RequestState> snapshot() {
    return requests.keySet().stream().map(MessageBatch::snapshot).toList();
  }
}
