package io.github.sqsconnect.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sqsconnect.endpoint.StoredMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Records of a topic with one partition for several message groups, which take turns. The key is
 * the group; records are numbered within their group.
 */
public final class GroupedRecords {
  private final String topic;
  private final int groups;
  private int count;

  public GroupedRecords(String topic, int groups) {
    this.topic = topic;
    this.groups = groups;
  }

  /** The next records of each group. */
  public List<ProducerRecord<byte[], byte[]>> next(int perGroup) {
    int from = count;
    count += groups * perGroup;
    return IntStream.range(from, count).mapToObj(this::record).toList();
  }

  private ProducerRecord<byte[], byte[]> record(int number) {
    byte[] key = ("group-" + number % groups).getBytes(UTF_8);
    byte[] value = ("{\"number\":" + number / groups + "}").getBytes(UTF_8);
    return new ProducerRecord<>(topic, key, value);
  }

  /** How many records there are so far. */
  public int count() {
    return count;
  }

  /** Fails unless every record was stored once, in the order of its group. */
  public void requireOnceAndInOrder(List<StoredMessage> stored) {
    Map<String, List<Integer>> byGroup = new HashMap<>();
    for (StoredMessage message : stored) {
      int number =
          Integer.parseInt(message.body().replaceFirst("(?s).*\"number\":\"?(\\d+).*", "$1"));
      byGroup.computeIfAbsent(message.groupId(), group -> new ArrayList<>()).add(number);
    }

    List<Integer> wanted = IntStream.range(0, count / groups).boxed().toList();
    byGroup.forEach(
        (group, numbers) -> {
          if (!numbers.equals(wanted)) {
            throw new AssertionError(
                group + " has " + numbers + ", not " + wanted.size() + " numbers in order");
          }
        });
    if (byGroup.size() != groups) {
      throw new AssertionError(byGroup.size() + " groups were stored, not " + groups);
    }
  }
}
