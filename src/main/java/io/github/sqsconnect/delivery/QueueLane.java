package io.github.sqsconnect.delivery;

import io.github.sqsconnect.delivery.PipelineSnapshot.LaneState;
import io.github.sqsconnect.message.TargetQueue;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The partitions whose topic alone decides the queue of their records, for one queue, and what
 * their outstanding records and messages need. A lane has a share of the buffer and of the requests
 * in flight, so that a queue that fails delays only its own topics. Partitions have one lane
 * together if other parts of their records decide the queue.
 */
final class QueueLane {
  private final @Nullable TargetQueue queue;

  /** Registered records that have no messages yet, in order. */
  private final ArrayDeque<TrackedRecord> unassembled = new ArrayDeque<>();

  private final Set<TopicPartition> partitions = new LinkedHashSet<>();
  private long maxBytes = Long.MAX_VALUE;
  private int maxInFlight = Integer.MAX_VALUE;
  private long recordBytes;
  private long messageBytes;
  private long bytesOfParts;
  private int inFlight;
  private long inFlightBytes;
  private boolean hasReceived;

  /**
   * A lane without partitions. Its share is everything.
   *
   * @param queue null for partitions whose records may go to different queues
   */
  QueueLane(@Nullable TargetQueue queue) {
    this.queue = queue;
  }

  @Nullable TargetQueue queue() {
    return queue;
  }

  /** Open partitions, in the order in which they were assigned. */
  Set<TopicPartition> partitions() {
    return partitions;
  }

  /** Sets the share of this lane. */
  void limit(long newMaxBytes, int newMaxInFlight) {
    maxBytes = newMaxBytes;
    maxInFlight = newMaxInFlight;
  }

  /** The share of the buffer, in bytes. */
  long maxBytes() {
    return maxBytes;
  }

  /** The share of the requests in flight. */
  int maxInFlight() {
    return maxInFlight;
  }

  /** Whether it has neither partitions nor anything that is not done. */
  boolean isUnused() {
    return partitions.isEmpty() && bytes() == 0 && inFlight == 0;
  }

  /** Whether anything is outstanding. */
  boolean isActive() {
    return bytes() > 0;
  }

  /** A new record waits for its messages. */
  void addUnassembled(TrackedRecord tracked) {
    unassembled.addLast(tracked);
    hasReceived = true;
  }

  ArrayDeque<TrackedRecord> unassembled() {
    return unassembled;
  }

  /**
   * Whether the next messages may be built. Other records stay in memory as they are, because the
   * messages of a record can be a thousand times larger.
   */
  boolean couldAssemble() {
    return !unassembled.isEmpty() && messageBytes < maxBytes;
  }

  /** A {@code put} begins, which may bring records. */
  void beginPut() {
    hasReceived = false;
  }

  /** Whether the current {@code put} has brought records. */
  boolean hasReceived() {
    return hasReceived;
  }

  /** Bytes of outstanding records are added, or removed. */
  void countRecords(long more) {
    recordBytes += more;
  }

  /** Bytes of messages that are not done are added, or removed. */
  void countMessage(int more, boolean isPart) {
    messageBytes += more;
    bytesOfParts += isPart ? more : 0;
  }

  /**
   * Whether memory allows to split a message. Together the parts can be many times larger than the
   * message, because each contains the whole context, so their bytes are limited too.
   */
  boolean mayBeSplit() {
    return bytesOfParts < maxBytes;
  }

  /** The memory that its outstanding records and messages need, in bytes. */
  long bytes() {
    return recordBytes + messageBytes;
  }

  void sent(MessageBatch batch) {
    inFlight++;
    inFlightBytes += batch.bytes();
  }

  void completed(MessageBatch batch) {
    inFlight--;
    inFlightBytes -= batch.bytes();
  }

  int inFlight() {
    return inFlight;
  }

  /** Whether one more request fits into its share of the bytes. One of any size always does. */
  boolean hasBytesLeft() {
    return inFlightBytes < maxBytes;
  }

  /** Its queue for logs; empty if its records may go to different queues. */
  String name() {
    return queue == null ? "" : queue.url();
  }

  /** Its state, for proofs. */
  LaneState snapshot() {
    return new LaneState(
        name(),
        Set.copyOf(partitions),
        unassembled.stream().map(TrackedRecord::snapshot).toList(),
        recordBytes,
        messageBytes,
        inFlight,
        inFlightBytes,
        hasReceived);
  }
}
