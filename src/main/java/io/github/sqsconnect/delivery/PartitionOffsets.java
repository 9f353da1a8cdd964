package io.github.sqsconnect.delivery;

import io.github.sqsconnect.delivery.PipelineSnapshot.PartitionState;
import io.github.sqsconnect.delivery.PipelineSnapshot.RecordState;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * The outstanding records of one partition, from its assignment to its revocation. Offsets arrive
 * in ascending order, so a linked list keeps them sorted, also if there are gaps. An acknowledged
 * record is removed from the list, so that it needs no memory.
 *
 * <pre>
 *   registered        10   11   12   14   15        (13 was compacted)
 *   acknowledged           11        14
 *   the list          10 ⇄ 12 ⇄ 15
 *                     first     last
 *   committable       10: the first outstanding offset
 *   sequence          0         2         4         registeredAfterFirst = 5 - 1 - 0 = 4
 * </pre>
 *
 * <p>Four records were registered after the first outstanding one, but only two of them are
 * outstanding: so a later record is acknowledged.
 */
final class PartitionOffsets {
  /** With more records registered after the first outstanding one, the partition is stalled. */
  private static final int MAX_REGISTERED_AFTER_FIRST = 50_000;

  /**
   * If the first outstanding record is older than this and a later one is acknowledged, the
   * partition is stalled.
   */
  private static final long MAX_FIRST_AGE_MS = 60_000;

  private final TopicPartition topicPartition;

  /** What its records count for. Until it is known, one of its own. */
  private QueueLane lane = new QueueLane(null);

  private @Nullable TrackedRecord first;
  private @Nullable TrackedRecord last;
  private int outstanding;
  private long bytes;
  private long registered;
  private long lastOffset = -1;
  private boolean closed;

  PartitionOffsets(TopicPartition topicPartition) {
    this.topicPartition = topicPartition;
  }

  TopicPartition topicPartition() {
    return topicPartition;
  }

  QueueLane lane() {
    return lane;
  }

  /** Its outstanding records and the next ones count for another lane. */
  void moveTo(QueueLane other) {
    lane.countRecords(-bytes);
    other.countRecords(bytes);
    lane = other;
  }

  /** The offset that was registered last, or -1. Only records after it may be registered. */
  long lastOffset() {
    return lastOffset;
  }

  /**
   * Registers a record as outstanding.
   *
   * @param recordBytes the bytes that it is counted with while it is outstanding
   */
  TrackedRecord register(SinkRecord record, long recordBytes, long now) {
    TrackedRecord tracked = new TrackedRecord(this, record, registered++, recordBytes, now);
    lastOffset = tracked.offset();
    tracked.previous = last;
    if (last == null) {
      first = tracked;
    } else {
      last.next = tracked;
    }
    last = tracked;
    outstanding++;
    bytes += recordBytes;
    lane.countRecords(recordBytes);
    return tracked;
  }

  /** A record is done. Does nothing for a record that is already acknowledged or an orphan. */
  void acknowledged(TrackedRecord tracked) {
    if (tracked.isOutstanding()) {
      remove(tracked);
    }
  }

  /**
   * Offsets go back: the next record has this offset. Outstanding records with this or a later
   * offset become orphans. Earlier records stay outstanding: Connect does not read them again.
   *
   * @return how many outstanding records were orphaned
   */
  int rewindTo(long offset) {
    int orphaned = 0;
    while (last != null && last.offset() >= offset) {
      TrackedRecord tracked = last;
      tracked.markOrphaned();
      remove(tracked);
      orphaned++;
    }
    registered = last == null ? 0 : last.sequence() + 1;
    return orphaned;
  }

  private void remove(TrackedRecord tracked) {
    TrackedRecord before = tracked.previous;
    TrackedRecord after = tracked.next;
    if (before == null) {
      first = after;
    } else {
      before.next = after;
    }
    if (after == null) {
      last = before;
    } else {
      after.previous = before;
    }
    outstanding--;
    bytes -= tracked.bytes();
    lane.countRecords(-tracked.bytes());
    tracked.release();
  }

  /** The first record that is not acknowledged, or null when all are. */
  @Nullable TrackedRecord first() {
    return first;
  }

  /** The bytes of the outstanding records. */
  long bytes() {
    return bytes;
  }

  /** The number of records that were registered after the first outstanding one. */
  long registeredAfterFirst() {
    return first == null ? 0 : registered - 1 - first.sequence();
  }

  /** Whether a record after the first outstanding one is acknowledged. */
  boolean isLaterRecordAcknowledged() {
    return first != null && outstanding - 1 < registeredAfterFirst();
  }

  /** The age of the first outstanding record, in milliseconds; 0 if there is none. */
  long firstAgeMs(long now) {
    return first == null ? 0 : now - first.registeredAt();
  }

  /**
   * Whether the partition is stalled: its first outstanding record blocks the commit of too many
   * later records, or blocks it for too long. A restart would resend all of them.
   */
  boolean isStalled(long now) {
    return registeredAfterFirst() > MAX_REGISTERED_AFTER_FIRST
        || (firstAgeMs(now) > MAX_FIRST_AGE_MS && isLaterRecordAcknowledged());
  }

  /** Forgets all records; they become orphans. */
  void close() {
    closed = true;
    TrackedRecord tracked = first;
    while (tracked != null) {
      TrackedRecord after = tracked.next;
      tracked.release();
      tracked = after;
    }
    first = null;
    last = null;
    outstanding = 0;
    lane.countRecords(-bytes);
    bytes = 0;
  }

  boolean isClosed() {
    return closed;
  }

  /** Its state, for proofs. */
  PartitionState snapshot() {
    List<RecordState> records = new ArrayList<>(outstanding);
    for (TrackedRecord tracked = first; tracked != null; tracked = tracked.next) {
      records.add(tracked.snapshot());
    }
    return new PartitionState(records, outstanding, bytes, registered, lastOffset);
  }
}
