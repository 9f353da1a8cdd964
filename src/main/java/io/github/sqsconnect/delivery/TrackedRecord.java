package io.github.sqsconnect.delivery;

import io.github.sqsconnect.delivery.PipelineSnapshot.RecordState;
import java.util.Objects;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * One record that is not yet done. It is done when the last of its messages is delivered, or when
 * the errant-record reporter has taken it. From then on the record itself is released, so that it
 * takes no memory, whatever else is outstanding.
 */
final class TrackedRecord {
  /** Heap that any record takes beside its raw bytes: the objects around them, and this one. */
  static final int OVERHEAD_BYTES = 512;

  private final PartitionOffsets partition;
  private final long offset;
  private final long sequence;
  private final long registeredAt;
  private final long bytes;
  private @Nullable SinkRecord record;
  private int unfinishedMessages;
  private @Nullable String rejection;
  private boolean orphaned;

  /** The outstanding records around it; the list is the partition's. */
  @Nullable TrackedRecord previous;

  @Nullable TrackedRecord next;

  /**
   * A record that is outstanding.
   *
   * @param sequence how many records of its partition were registered before it
   * @param bytes what it counts with while it is outstanding
   */
  TrackedRecord(
      PartitionOffsets partition, SinkRecord record, long sequence, long bytes, long registeredAt) {
    this.partition = partition;
    this.record = record;
    this.sequence = sequence;
    this.bytes = bytes;
    this.registeredAt = registeredAt;
    offset = record.originalKafkaOffset();
  }

  /** The record; only for trackedRecords that are outstanding. */
  SinkRecord sinkRecord() {
    return Objects.requireNonNull(record, "the record is released");
  }

  long offset() {
    return offset;
  }

  long sequence() {
    return sequence;
  }

  long bytes() {
    return bytes;
  }

  TopicPartition topicPartition() {
    return partition.topicPartition();
  }

  long registeredAt() {
    return registeredAt;
  }

  /** Its partition was closed, or went back before it: nothing that arrives for it counts. */
  boolean isOrphan() {
    return orphaned || partition.isClosed();
  }

  /** Another record has its offset now. */
  void markOrphaned() {
    orphaned = true;
  }

  void addMessages(int count) {
    unfinishedMessages += count;
  }

  /**
   * One of its messages is done.
   *
   * @return whether it was the last
   */
  boolean messageDone() {
    unfinishedMessages--;
    return unfinishedMessages == 0;
  }

  /** SQS refused one of its messages; the record is reported when the last of them is done. */
  void reject(String reason) {
    if (rejection == null) {
      rejection = reason;
    }
  }

  @Nullable String rejection() {
    return rejection;
  }

  void acknowledge() {
    partition.acknowledged(this);
  }

  /** The record is not needed any more. */
  void release() {
    record = null;
    previous = null;
    next = null;
  }

  /** Whether it still keeps its record. */
  boolean isOutstanding() {
    return record != null;
  }

  /** Its state, for proofs. */
  RecordState snapshot() {
    return new RecordState(
        topicPartition(),
        offset,
        sequence,
        registeredAt,
        bytes,
        isOrphan(),
        record != null,
        unfinishedMessages,
        rejection != null);
  }
}
