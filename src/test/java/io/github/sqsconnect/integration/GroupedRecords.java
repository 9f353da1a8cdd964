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
 * The records of a topic that nobody else writes to: as many for each message group, numbered
 * within it, the groups taking turns. The key is the group.
 */
record GroupedRecords(String topic, int groups, int perGroup) {
  /** Makes the topic, with one partition, and fills it. */
  static GroupedRecords send(KafkaTopics topics, String topic, int groups, int perGroup) {
    GroupedRecords all = new GroupedRecords(topic, groups, perGroup);
    topics.create(topic, 1);
    topics.sendAll(IntStream.range(0, all.count()).mapToObj(all::record).toList());
    return all;
  }

  int count() {
    return groups * perGroup;
  }

  private ProducerRecord<byte[], byte[]> record(int place) {
    byte[] key = ("group-" + place % groups).getBytes(UTF_8);
    byte[] value = ("{\"number\":" + place / groups + "}").getBytes(UTF_8);
    return new ProducerRecord<>(topic, key, value);
  }

  /** Every record of every group stands in the queue once, in the order of its group. */
  void assertOnceAndInOrder(List<StoredMessage> stored) {
    Map<String, List<Integer>> byGroup = new HashMap<>();
    for (StoredMessage message : stored) {
      int number = JsonParts.parse(message.body()).findPath("number").asInt(-1);
      byGroup.computeIfAbsent(message.groupId(), group -> new ArrayList<>()).add(number);
    }
    List<Integer> all = IntStream.range(0, perGroup).boxed().toList();
    assertThat(byGroup).hasSize(groups);
    byGroup.forEach((group, numbers) -> assertThat(numbers).as(group).isEqualTo(all));
  }
}
