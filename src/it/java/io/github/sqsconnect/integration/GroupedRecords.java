package io.github.sqsconnect.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.endpoint.StoredMessage;
import io.github.sqsconnect.servers.KafkaTopics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The records of a topic of one partition that nobody else writes to: as many for each message
 * group, numbered within it, the groups taking turns. The key is the group.
 */
final class GroupedRecords {
  private final KafkaTopics topics;
  private final String topic;
  private final int groups;
  private int count;

  private GroupedRecords(KafkaTopics topics, String topic, int groups) {
    this.topics = topics;
    this.topic = topic;
    this.groups = groups;
  }

  /** Makes the topic, and as many records of each group. */
  static GroupedRecords create(KafkaTopics topics, String topic, int groups, int perGroup) {
    topics.create(topic, 1);
    GroupedRecords records = new GroupedRecords(topics, topic, groups);
    records.send(perGroup);
    return records;
  }

  /** As many more of each group. */
  void send(int perGroup) {
    int end = count + groups * perGroup;
    topics.sendAll(IntStream.range(count, end).mapToObj(this::record).toList());
    count = end;
  }

  private ProducerRecord<byte[], byte[]> record(int place) {
    byte[] key = ("group-" + place % groups).getBytes(UTF_8);
    byte[] value = ("{\"number\":" + place / groups + "}").getBytes(UTF_8);
    return new ProducerRecord<>(topic, key, value);
  }

  /** How many have been sent. */
  int count() {
    return count;
  }

  /** Every record of every group stands in the queue once, in the order of its group. */
  void assertOnceAndInOrder(List<StoredMessage> stored) {
    Map<String, List<Integer>> byGroup = new HashMap<>();
    for (StoredMessage message : stored) {
      int number = JsonParts.parse(message.body()).findPath("number").asInt(-1);
      byGroup.computeIfAbsent(message.groupId(), group -> new ArrayList<>()).add(number);
    }
    List<Integer> all = IntStream.range(0, count / groups).boxed().toList();
    assertThat(byGroup).hasSize(groups);
    byGroup.forEach((group, numbers) -> assertThat(numbers).as(group).isEqualTo(all));
  }
}
