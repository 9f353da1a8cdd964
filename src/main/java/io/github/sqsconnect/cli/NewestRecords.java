package io.github.sqsconnect.cli;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Keeps the newest of the records that are added, by timestamp, topic, partition and offset. */
final class NewestRecords {
  private static final Comparator<ConsumerRecord<?, ?>> ORDER =
      Comparator.<ConsumerRecord<?, ?>>comparingLong(ConsumerRecord::timestamp)
          .thenComparing(ConsumerRecord::topic)
          .thenComparingInt(ConsumerRecord::partition)
          .thenComparingLong(ConsumerRecord::offset);

  private final int most;
  private final PriorityQueue<ConsumerRecord<byte[], byte[]>> newest = new PriorityQueue<>(ORDER);

  NewestRecords(int most) {
    this.most = most;
  }

  void add(ConsumerRecord<byte[], byte[]> record) {
    newest.add(record);
    if (newest.size() > most) {
      newest.remove();
    }
  }

  /** The records that are left, the oldest first. */
  List<ConsumerRecord<byte[], byte[]>> inOrder() {
    return newest.stream().sorted(ORDER).toList();
  }
}
