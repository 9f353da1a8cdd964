package io.github.sqsconnect;

import io.github.sqsconnect.delivery.DeliveryPipeline;
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
 * A single partition is paused while it is stalled: the numbers, 50,000 records and 60 seconds, are
 * in {@code PartitionOffsets} of the package {@code delivery}.
 */
final class PartitionPauser {
  private static final Logger LOG = LoggerFactory.getLogger(PartitionPauser.class);

  private final SinkTaskContext context;
  private final long pauseAbove;
  private final long resumeBelow;
  private final Set<TopicPartition> paused = new HashSet<>();
  private boolean full;

  PartitionPauser(SinkTaskContext context, long bufferMaxBytes) {
    this.context = context;
    pauseAbove = bufferMaxBytes;
    resumeBelow = bufferMaxBytes / 5 * 4;
  }

  /** Whether any partition is paused. */
  boolean isPausing() {
    return !paused.isEmpty();
  }

  /** Its state, for proofs. */
  State snapshot() {
    return new State(Set.copyOf(paused), full);
  }

  /**
   * The state of the pauser.
   *
   * @param isFull whether the buffer is too full, or not yet empty enough again
   */
  record State(Set<TopicPartition> paused, boolean isFull) {}

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
    long buffered = pipeline.bufferedBytes();
    if (buffered > pauseAbove) {
      full = true;
    } else if (buffered < resumeBelow) {
      full = false;
    }

    List<TopicPartition> open = pipeline.openPartitions();
    Set<TopicPartition> stalled = pipeline.stalledPartitions();
    List<TopicPartition> toPause = new ArrayList<>();
    List<TopicPartition> toResume = new ArrayList<>();
    for (TopicPartition partition : open) {
      if (full || stalled.contains(partition)) {
        if (paused.add(partition)) {
          toPause.add(partition);
        }
      } else if (buffered < resumeBelow && paused.remove(partition)) {
        toResume.add(partition);
      }
    }

    if (!toPause.isEmpty()) {
      LOG.info("event=paused partitions={} buffered_bytes={}", toPause, buffered);
      context.pause(toPause.toArray(TopicPartition[]::new));
    }
    if (!toResume.isEmpty()) {
      LOG.info("event=resumed partitions={} buffered_bytes={}", toResume, buffered);
      context.resume(toResume.toArray(TopicPartition[]::new));
    }

    Long idleMs = pipeline.maxIdleMs();
    if (idleMs != null) {
      context.timeout(idleMs);
    }
  }
}
