package io.github.sqsconnect.integration;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Records whose value tells their partition and offset, and what has been seen of them.
 *
 * <p>It needs a topic that nobody else writes to: then the position of a record among those of its
 * partition is its offset.
 */
final class NumberedRecords {
  private static final Pattern MARK = Pattern.compile("\"at\":\"(\\d+)-(\\d+)\"");

  private final String topic;
  private final UnaryOperator<String> value;
  private final int[] sent;
  private final BitSet[] seen;
  private long repeated;

  NumberedRecords(String topic, int partitions) {
    this(topic, partitions, mark -> "{" + mark + "}");
  }

  /** Makes each value of the member that holds its number. */
  NumberedRecords(String topic, int partitions, UnaryOperator<String> value) {
    this.topic = topic;
    this.value = value;
    this.sent = new int[partitions];
    this.seen = new BitSet[partitions];
    for (int partition = 0; partition < partitions; partition++) {
      seen[partition] = new BitSet();
    }
  }

  /** The next record; partitions take turns. */
  ProducerRecord<byte[], byte[]> next() {
    int partition = total() % sent.length;
    String mark = "\"at\":\"" + partition + "-" + sent[partition]++ + "\"";
    return new ProducerRecord<>(topic, partition, null, value.apply(mark).getBytes(UTF_8));
  }

  int total() {
    int total = 0;
    for (int count : sent) {
      total += count;
    }
    return total;
  }

  void saw(List<String> bodies) {
    for (String body : bodies) {
      Matcher mark = MARK.matcher(body);
      while (mark.find()) {
        BitSet offsets = seen[Integer.parseInt(mark.group(1))];
        int offset = Integer.parseInt(mark.group(2));
        if (offsets.get(offset)) {
          repeated++;
        }
        offsets.set(offset);
      }
    }
  }

  /** How many different records have been seen. */
  int distinct() {
    int distinct = 0;
    for (BitSet offsets : seen) {
      distinct += offsets.cardinality();
    }
    return distinct;
  }

  long repeated() {
    return repeated;
  }

  /** The partitions whose committed offset stands behind a record that has not been seen. */
  Map<TopicPartition, String> committedTooFar(Map<TopicPartition, Long> committed) {
    Map<TopicPartition, String> wrong = new TreeMap<>((a, b) -> a.partition() - b.partition());
    committed.forEach(
        (partition, offset) -> {
          int firstMissing = seen[partition.partition()].nextClearBit(0);
          if (offset > firstMissing) {
            wrong.put(partition, "committed " + offset + ", first not delivered " + firstMissing);
          }
        });
    return wrong;
  }
}
