package io.github.sqsconnect.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class NewestRecordsTest {
  @Test
  void timestampDecidesAcrossPartitions() {
    assertThat(
            newest(3, at("a", 0, 7, 40), at("a", 1, 0, 10), at("a", 1, 1, 50), at("a", 0, 8, 45)))
        .containsExactly("a-0@7", "a-0@8", "a-1@1");
  }

  @Test
  void topicPartitionAndOffsetDecideBetweenEqualTimestamps() {
    assertThat(newest(4, at("b", 0, 0, 5), at("a", 1, 0, 5), at("a", 0, 9, 5), at("a", 0, 10, 5)))
        .containsExactly("a-0@9", "a-0@10", "a-1@0", "b-0@0");
    assertThat(newest(2, at("b", 0, 0, 5), at("a", 1, 0, 5), at("a", 0, 9, 5), at("a", 0, 10, 5)))
        .containsExactly("a-1@0", "b-0@0");
  }

  @Test
  void fewerRecordsThanWantedAreAllKept() {
    assertThat(newest(5, at("a", 0, 1, 2), at("a", 0, 0, 1))).containsExactly("a-0@0", "a-0@1");
    assertThat(newest(5)).isEmpty();
  }

  @SafeVarargs
  private static List<String> newest(int most, ConsumerRecord<byte[], byte[]>... records) {
    NewestRecords newest = new NewestRecords(most);
    for (ConsumerRecord<byte[], byte[]> record : records) {
      newest.add(record);
    }
    return newest.inOrder().stream()
        .map(record -> record.topic() + '-' + record.partition() + '@' + record.offset())
        .toList();
  }

  private static ConsumerRecord<byte[], byte[]> at(
      String topic, int partition, long offset, long timestamp) {
    return new ConsumerRecord<>(
        topic,
        partition,
        offset,
        timestamp,
        TimestampType.CREATE_TIME,
        ConsumerRecord.NULL_SIZE,
        ConsumerRecord.NULL_SIZE,
        null,
        null,
        new RecordHeaders(),
        Optional.empty());
  }
}
