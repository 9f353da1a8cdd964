package io.github.sqsconnect.cli;

import io.github.sqsconnect.analysis.InputException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Reads the newest records of topics. It assigns the partitions itself, because a consumer group
 * would commit offsets and change the groups of the cluster.
 */
record TopicReader(Consumer<byte[], byte[]> consumer) {
  /** How long the reader waits for the next response or record. */
  static final Duration LIMIT = Duration.ofSeconds(10);

  private static final Duration POLL = Duration.ofMillis(200);

  /**
   * The partitions of topics.
   *
   * @throws InputException if one of them does not exist
   */
  List<TopicPartition> partitions(Collection<String> topics) {
    return topics.stream()
        .flatMap(
            topic -> {
              List<PartitionInfo> found = consumer.partitionsFor(topic);
              if (found == null || found.isEmpty()) {
                throw new InputException("topic " + topic + " does not exist");
              }
              return partitions(found);
            })
        .toList();
  }

  /** The partitions of all topics whose names match. */
  List<TopicPartition> partitions(Predicate<String> names) {
    return consumer.listTopics().entrySet().stream()
        .filter(topic -> names.test(topic.getKey()))
        .flatMap(topic -> partitions(topic.getValue()))
        .toList();
  }

  private static Stream<TopicPartition> partitions(List<PartitionInfo> partitions) {
    return partitions.stream()
        .map(partition -> new TopicPartition(partition.topic(), partition.partition()));
  }

  /** The newest records of all partitions together, the oldest first. */
  List<ConsumerRecord<byte[], byte[]>> newest(int most, List<TopicPartition> partitions) {
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
    ends.entrySet().removeIf(end -> end.getValue() <= beginnings.getOrDefault(end.getKey(), 0L));
    consumer.assign(ends.keySet());
    ends.forEach(
        (partition, end) ->
            consumer.seek(partition, Math.max(beginnings.getOrDefault(partition, 0L), end - most)));

    NewestRecords newest = new NewestRecords(most);
    read(ends, newest);
    return newest.inOrder();
  }

  /** Offsets can have no record, so the position decides when a partition is done. */
  private void read(Map<TopicPartition, Long> ends, NewestRecords newest) {
    Set<TopicPartition> open = new HashSet<>(ends.keySet());
    long progressAt = System.nanoTime();
    while (!open.isEmpty()) {
      ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
      for (TopicPartition partition : polled.partitions()) {
        long end = ends.getOrDefault(partition, 0L);
        polled.records(partition).stream()
            .filter(record -> record.offset() < end)
            .forEach(newest::add);
      }

      List<TopicPartition> done =
          open.stream()
              .filter(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L))
              .toList();
      consumer.pause(done);
      done.forEach(open::remove);

      if (!polled.isEmpty() || !done.isEmpty()) {
        progressAt = System.nanoTime();
      } else if (System.nanoTime() - progressAt > LIMIT.toNanos()) {
        throw new TimeoutException("no records of " + open);
      }
    }
  }
}
