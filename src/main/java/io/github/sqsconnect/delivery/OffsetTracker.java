package io.github.sqsconnect.delivery;

import io.github.sqsconnect.delivery.PipelineSnapshot.PartitionState;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Decides which offset of each open partition may be committed: that of the first outstanding
 * record, or the offset that Connect proposes if no record is outstanding. Topic, partition and
 * offset are those before any transform, because Connect commits those.
 */
final class OffsetTracker {
  private static final @Nullable PartitionOffsets[] NONE = {};

  private final Map<TopicPartition, PartitionOffsets> partitions = new HashMap<>();

  /**
   * The same by topic and partition number, so that a lookup creates no key object for each record.
   */
  private final Map<String, @Nullable PartitionOffsets[]> byTopic = new HashMap<>();

  /** A partition was assigned. Its earlier records become orphans. */
  PartitionOffsets open(TopicPartition partition) {
    close(partition);
    PartitionOffsets offsets = new PartitionOffsets(partition);
    partitions.put(partition, offsets);
    index(partition, offsets);
    return offsets;
  }

  /**
   * A partition was revoked. Closing it twice does nothing, because Connect may do so.
   *
   * @return null if it was not open
   */
  @Nullable PartitionOffsets close(TopicPartition partition) {
    PartitionOffsets offsets = partitions.remove(partition);
    if (offsets != null) {
      offsets.close();
      index(partition, null);
    }
    return offsets;
  }

  private void index(TopicPartition partition, @Nullable PartitionOffsets offsets) {
    int number = partition.partition();
    @Nullable PartitionOffsets[] known = byTopic.getOrDefault(partition.topic(), NONE);
    if (number >= known.length) {
      known = Arrays.copyOf(known, Math.max(number + 1, known.length * 2));
      byTopic.put(partition.topic(), known);
    }
    known[number] = offsets;
    if (offsets == null && isEmpty(known)) {
      byTopic.remove(partition.topic());
    }
  }

  private static boolean isEmpty(@Nullable PartitionOffsets[] known) {
    int last = known.length - 1;
    while (last >= 0 && known[last] == null) {
      last--;
    }
    return last < 0;
  }

  /**
   * The open partition of a record.
   *
   * @throws ConnectException if its partition is not open
   */
  PartitionOffsets partitionOf(SinkRecord record) {
    int number = record.originalKafkaPartition();
    @Nullable PartitionOffsets[] known = byTopic.getOrDefault(record.originalTopic(), NONE);
    PartitionOffsets offsets = number < known.length ? known[number] : null;
    if (offsets == null) {
      throw new ConnectException(
          StopReason.NOT_ASSIGNED.message(
              "record "
                  + record.originalTopic()
                  + '-'
                  + number
                  + '-'
                  + record.originalKafkaOffset()
                  + " was put, but its partition is not open"));
    }
    return offsets;
  }

  /** The bytes of the outstanding records of all open partitions. */
  long bytes() {
    long bytes = 0;
    for (PartitionOffsets offsets : partitions.values()) {
      bytes += offsets.bytes();
    }
    return bytes;
  }

  /**
   * The offsets that may be committed.
   *
   * @param current the offsets that Connect proposes
   */
  Map<TopicPartition, OffsetAndMetadata> committable(
      Map<TopicPartition, OffsetAndMetadata> current) {
    Map<TopicPartition, OffsetAndMetadata> committable = new LinkedHashMap<>();
    current.forEach(
        (partition, proposed) -> {
          PartitionOffsets offsets = partitions.get(partition);
          if (offsets != null) {
            TrackedRecord first = offsets.first();
            committable.put(
                partition,
                first == null || first.offset() >= proposed.offset()
                    ? proposed
                    : new OffsetAndMetadata(first.offset()));
          }
        });
    return committable;
  }

  /** Whether no partition is open. */
  boolean isEmpty() {
    return partitions.isEmpty();
  }

  /** Whether an open partition has had no record since it was opened. */
  boolean hasSilentPartition() {
    for (PartitionOffsets partition : partitions.values()) {
      if (partition.lastOffset() < 0) {
        return true;
      }
    }
    return false;
  }

  @Nullable PartitionOffsets partition(TopicPartition partition) {
    return partitions.get(partition);
  }

  /** Open partitions that are stalled; see {@link PartitionOffsets#isStalled}. */
  Set<TopicPartition> stalled(long now) {
    Set<TopicPartition> stalled = new HashSet<>();
    for (PartitionOffsets partition : partitions.values()) {
      if (partition.isStalled(now)) {
        stalled.add(partition.topicPartition());
      }
    }
    return stalled;
  }

  /** The age of the oldest outstanding record, in milliseconds; 0 if there is none. */
  long oldestAgeMs(long now) {
    long oldestMs = 0;
    for (PartitionOffsets partition : partitions.values()) {
      oldestMs = Math.max(oldestMs, partition.firstAgeMs(now));
    }
    return oldestMs;
  }

  /** The state of the open partitions, for proofs. */
  Map<TopicPartition, PartitionState> snapshot() {
    Map<TopicPartition, PartitionState> open = new HashMap<>();
    partitions.forEach((partition, offsets) -> open.put(partition, offsets.snapshot()));
    return open;
  }
}
