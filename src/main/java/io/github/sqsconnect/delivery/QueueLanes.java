package io.github.sqsconnect.delivery;

import io.github.sqsconnect.config.DeliverySettings;
import io.github.sqsconnect.delivery.PipelineSnapshot.LaneState;
import io.github.sqsconnect.message.TargetQueue;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The lanes of a task, one for each queue that topics of open partitions map to. The buffer and the
 * requests in flight are divided by the number of lanes with partitions. With one lane, its share
 * is everything.
 *
 * <p>A partition has one lane. If its records turn out to go to several queues, because a transform
 * renames the topic of some, it moves to the lane of all such partitions.
 */
final class QueueLanes {
  private final DeliverySettings settings;
  private final Map<@Nullable TargetQueue, QueueLane> byQueue = new HashMap<>();

  /** All lanes; the one whose turn is next comes first. */
  private final ArrayDeque<QueueLane> turns = new ArrayDeque<>();

  private int used;

  QueueLanes(DeliverySettings settings) {
    this.settings = settings;
  }

  /** The lane of the messages of a queue; null if it has no messages. */
  @Nullable QueueLane of(TargetQueue queue) {
    QueueLane own = byQueue.get(queue);
    return own == null ? byQueue.get(null) : own;
  }

  private QueueLane lane(@Nullable TargetQueue queue) {
    QueueLane known = byQueue.get(queue);
    if (known != null) {
      return known;
    }
    QueueLane lane = new QueueLane(queue);
    byQueue.put(queue, lane);
    turns.addLast(lane);
    return lane;
  }

  /** A partition was assigned. Records of its topic are expected to go to this queue. */
  void open(PartitionOffsets partition, @Nullable TargetQueue queue) {
    move(partition, lane(queue));
  }

  /** A partition was revoked. */
  void close(PartitionOffsets partition) {
    partition.lane().partitions().remove(partition.topicPartition());
    divide();
  }

  /**
   * The next record of a partition is for this queue.
   *
   * @param queue null if its topic alone does not decide it
   */
  void route(PartitionOffsets partition, @Nullable TargetQueue queue) {
    QueueLane lane = partition.lane();
    if (Objects.equals(queue, lane.queue())) {
      return;
    }
    if (partition.lastOffset() < 0) {
      move(partition, lane(queue));
    } else if (lane.queue() != null) {
      move(partition, lane(null));
    }
  }

  private void move(PartitionOffsets partition, QueueLane to) {
    TopicPartition moved = partition.topicPartition();
    QueueLane from = partition.lane();
    from.partitions().remove(moved);
    to.partitions().add(moved);
    partition.moveTo(to);

    // Later records of the partition must not be assembled before these.
    for (Iterator<TrackedRecord> all = from.unassembled().iterator(); all.hasNext(); ) {
      TrackedRecord tracked = all.next();
      if (tracked.topicPartition().equals(moved)) {
        all.remove();
        to.addUnassembled(tracked);
      }
    }
    divide();
  }

  /** Divides the buffer and the requests in flight among the lanes with partitions. */
  private void divide() {
    used = 0;
    for (QueueLane lane : turns) {
      used += lane.partitions().isEmpty() ? 0 : 1;
    }
    int shares = Math.max(1, used);
    for (QueueLane lane : turns) {
      lane.limit(
          settings.bufferMaxBytes() / shares, Math.max(1, settings.maxInFlightRequests() / shares));
    }
  }

  /** Whether several queues share the task. */
  boolean areSeveral() {
    return used > 1;
  }

  Collection<QueueLane> all() {
    return turns;
  }

  /** The lane whose turn it is to have messages built; null if none has records or memory. */
  @Nullable QueueLane nextToAssemble() {
    for (int left = turns.size(); left > 0; left--) {
      QueueLane lane = turns.removeFirst();
      turns.addLast(lane);
      if (lane.couldAssemble()) {
        return lane;
      }
    }
    return null;
  }

  boolean couldAssemble() {
    for (QueueLane lane : turns) {
      if (lane.couldAssemble()) {
        return true;
      }
    }
    return false;
  }

  /** The number of registered records that have no messages yet. */
  int unassembled() {
    int records = 0;
    for (QueueLane lane : turns) {
      records += lane.unassembled().size();
    }
    return records;
  }

  /** Drops records of revoked partitions, and those that offsets went back over. */
  void dropOrphans() {
    for (QueueLane lane : turns) {
      lane.unassembled().removeIf(TrackedRecord::isOrphan);
    }
  }

  /** A {@code put} begins. Lanes that nothing uses any more are forgotten. */
  void beginPut() {
    turns.removeIf(
        lane -> {
          lane.beginPut();
          return lane.isUnused() && byQueue.remove(lane.queue(), lane);
        });
  }

  /** The state of the lanes, for proofs. */
  List<LaneState> snapshot() {
    return turns.stream().map(QueueLane::snapshot).toList();
  }
}
