package io.github.sqsconnect.delivery;

import java.util.ArrayDeque;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * The records of one partition, from its assignment to its revocation, of which the first is not
 * acknowledged. Offsets of a partition arrive in ascending order, so a queue holds them sorted;
 * gaps between them need no code.
 */
final class PartitionOffsets {
  private final TopicPartition topicPartition;
  private final ArrayDeque<Ticket> tickets = new ArrayDeque<>();
  private long lastOffset = -1;
  private int acknowledgedBehindFirst;
  private boolean closed;

  PartitionOffsets(TopicPartition topicPartition) {
    this.topicPartition = topicPartition;
  }

  TopicPartition topicPartition() {
    return topicPartition;
  }

  Ticket register(SinkRecord record, long now) {
    if (record.originalKafkaOffset() <= lastOffset) {
      throw new IllegalStateException(
          "offset "
              + record.originalKafkaOffset()
              + " of "
              + topicPartition
              + " came after offset "
              + lastOffset);
    }
    lastOffset = record.originalKafkaOffset();
    Ticket ticket = new Ticket(this, record, now);
    tickets.addLast(ticket);
    return ticket;
  }

  void acknowledged() {
    acknowledgedBehindFirst++;
    while (!tickets.isEmpty() && tickets.getFirst().isAcknowledged()) {
      tickets.removeFirst();
      acknowledgedBehindFirst--;
    }
  }

  /** The first record that is not acknowledged, or null when all are. */
  @Nullable Ticket first() {
    return tickets.peekFirst();
  }

  /** How many records were registered behind the first outstanding one. */
  int distance() {
    return Math.max(0, tickets.size() - 1);
  }

  /** Whether a record behind the first outstanding one is acknowledged. */
  boolean isAcknowledgedBehindFirst() {
    return acknowledgedBehindFirst > 0;
  }

  void close() {
    closed = true;
  }

  boolean isClosed() {
    return closed;
  }
}
