package io.github.sqsconnect.delivery;

import io.github.sqsconnect.delivery.PipelineSnapshot.RecordState;
import java.util.Objects;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * One record that was registered, with its position and the number of its unfinished messages. It
 * is done when its last message is delivered, or when the errant-record reporter has written it.
 * Then Connect's record is released, so that it needs no memory while earlier records are
 * outstanding.
 */
final class TrackedRecord {
  /**
   * Heap bytes that a record needs in addition to its raw bytes: the objects around them, and this
   * one.
   */
  static final int OVERHEAD_BYTES = 512;

  private final PartitionOffsets partition;
  private final long offset;
  private final long sequence;
  private final long registeredAt;
  private final long bytes;
  private @Nullable SinkRecord record;
  private int unfinishedMessages;
  private @Nullable String rejection;
  private @Nullable RejectionCause cause;
  private boolean orphaned;
  private boolean isSplit;

  /** The previous and the next outstanding record of the partition. */
  @Nullable TrackedRecord previous;

  @Nullable TrackedRecord next;

  /**
   * A record that is outstanding.
   *
   * @param sequence how many records of its partition were registered before it
   * @param bytes the bytes that it is counted with while it is outstanding
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

  /** Connect's record. Only while it is outstanding. */
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

  /** What it counts for. */
  QueueLane lane() {
    return partition.lane();
  }

  long registeredAt() {
    return registeredAt;
  }

  /**
   * Whether its partition was closed, or offsets went back before it. Responses for it are ignored.
   */
  boolean isOrphan() {
    return orphaned || partition.isClosed();
  }

  /** Another record has its offset now. */
  void markOrphaned() {
    orphaned = true;
  }

  /**
   * It became more than one message.
   *
   * @return whether that is new
   */
  boolean markSplit() {
    boolean isNew = !isSplit;
    isSplit = true;
    return isNew;
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

  /**
   * It cannot be delivered: no message could be built, or SQS rejected one. It is reported when its
   * last message is done.
   */
  void reject(String reason, RejectionCause why) {
    if (rejection == null) {
      rejection = reason;
      cause = why;
    }
  }

  @Nullable String rejection() {
    return rejection;
  }

  /** Why it was rejected, or null. */
  @Nullable RejectionCause cause() {
    return cause;
  }

  void acknowledge() {
    partition.acknowledged(this);
  }

  /** Releases Connect's record, which is not needed any more. */
  void release() {
    record = null;
    previous = null;
    next = null;
  }

  /** Whether it still has Connect's record. */
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
