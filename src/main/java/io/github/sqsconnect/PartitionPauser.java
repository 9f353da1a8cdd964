package io.github.sqsconnect;

import io.github.sqsconnect.delivery.DeliveryPipeline;
import io.github.sqsconnect.delivery.QueueLoad;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pauses partitions while too much is buffered, so that the consumer keeps polling and memory stays
 * bounded. It also sets how soon Connect calls the task again.
 *
 * <p>It pauses all partitions above {@code sqs.buffer.max.bytes} and resumes them below 80 % of it.
 * Where topics map to several queues, each queue has a share of the buffer, and only the partitions
 * of its own topics are paused. A single partition is paused while it is stalled: the numbers,
 * 50,000 records and 60 seconds, are in {@code PartitionOffsets} of the package {@code delivery}.
 */
final class PartitionPauser {
  private static final Logger LOG = LoggerFactory.getLogger(PartitionPauser.class);

  private final SinkTaskContext context;
  private final TaskName name;
  private final Set<TopicPartition> paused = new HashSet<>();

  /** Queues whose share of the buffer is exceeded, or not yet empty enough again. */
  private final Set<String> full = new HashSet<>();

  PartitionPauser(SinkTaskContext context, TaskName name) {
    this.context = context;
    this.name = name;
  }

  /** Whether any partition is paused. */
  boolean isPausing() {
    return !paused.isEmpty();
  }

  /** The number of paused partitions. */
  int pausedPartitions() {
    return paused.size();
  }

  /** Its state, for proofs. */
  State snapshot() {
    return new State(Set.copyOf(paused), Set.copyOf(full));
  }

  /**
   * The state of the pauser.
   *
   * @param full queues whose share of the buffer is exceeded, or not yet empty enough again
   */
  record State(Set<TopicPartition> paused, Set<String> full) {}

  /**
   * Resumes partitions that were assigned. Connect remembers which partitions were paused, and
   * pauses one again that was revoked and assigned again in one rebalance, or that was opened again
   * without a close. So each partition starts resumed.
   */
  void reset(Collection<TopicPartition> partitions) {
    forget(partitions);
    if (!partitions.isEmpty()) {
      context.resume(partitions.toArray(TopicPartition[]::new));
    }
  }

  /** Removes partitions that were revoked. */
  void forget(Collection<TopicPartition> partitions) {
    paused.removeAll(Set.copyOf(partitions));
  }

  /** Pauses and resumes by what is buffered now. Called after each step of the task. */
  void update(DeliveryPipeline pipeline) {
    Set<TopicPartition> stalled = pipeline.stalledPartitions();
    List<QueueLoad> loads = pipeline.loads();
    loads.forEach(load -> update(load, stalled));
    full.removeIf(queue -> loads.stream().noneMatch(load -> load.queue().equals(queue)));

    Long idleMs = pipeline.maxIdleMs();
    if (idleMs != null) {
      context.timeout(idleMs);
    }
  }

  private void update(QueueLoad load, Set<TopicPartition> stalled) {
    long resumeBelow = load.maxBytes() / 5 * 4;
    if (load.bytes() > load.maxBytes()) {
      full.add(load.queue());
    } else if (load.bytes() < resumeBelow) {
      full.remove(load.queue());
    }

    List<TopicPartition> toPause = new ArrayList<>();
    List<TopicPartition> toResume = new ArrayList<>();
    for (TopicPartition partition : load.partitions()) {
      if (full.contains(load.queue()) || stalled.contains(partition)) {
        if (paused.add(partition)) {
          toPause.add(partition);
        }
      } else if (load.bytes() < resumeBelow && paused.remove(partition)) {
        toResume.add(partition);
      }
    }

    if (!toPause.isEmpty()) {
      LOG.info("event=paused {} partitions={} buffered_bytes={}", name, toPause, load.bytes());
      context.pause(toPause.toArray(TopicPartition[]::new));
    }
    if (!toResume.isEmpty()) {
      LOG.info("event=resumed {} partitions={} buffered_bytes={}", name, toResume, load.bytes());
      context.resume(toResume.toArray(TopicPartition[]::new));
    }
  }
}
