package io.github.sqsconnect.delivery;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * One record that is not yet done. It is done when the last of its messages is delivered, or when
 * the errant-record reporter has taken it.
 */
final class Ticket {
  private final PartitionOffsets partition;
  private final SinkRecord record;
  private final long registeredAt;
  private int openMessages;
  private boolean acknowledged;
  private @Nullable String rejection;

  Ticket(PartitionOffsets partition, SinkRecord record, long registeredAt) {
    this.partition = partition;
    this.record = record;
    this.registeredAt = registeredAt;
  }

  SinkRecord record() {
    return record;
  }

  long offset() {
    return record.originalKafkaOffset();
  }

  TopicPartition topicPartition() {
    return partition.topicPartition();
  }

  long registeredAt() {
    return registeredAt;
  }

  /** Its partition was taken away: what comes in for it now is dropped. */
  boolean isOrphan() {
    return partition.isClosed();
  }

  void addMessages(int count) {
    openMessages += count;
  }

  /**
   * One of its messages is done.
   *
   * @return whether it was the last
   */
  boolean messageDone() {
    openMessages--;
    return openMessages == 0;
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
    acknowledged = true;
    partition.acknowledged();
  }

  boolean isAcknowledged() {
    return acknowledged;
  }
}
