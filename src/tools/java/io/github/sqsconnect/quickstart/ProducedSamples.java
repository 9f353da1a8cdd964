package io.github.sqsconnect.quickstart;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/** The samples that the broker has stored, each with its place in the topic. */
final class ProducedSamples {
  private record Produced(Sample sample, TopicPartition partition, long offset) {}

  private final List<Produced> all = new ArrayList<>();

  /**
   * Adds samples.
   *
   * @param places where the broker has stored them, in the same order
   */
  void add(List<Sample> samples, List<RecordMetadata> places) {
    for (int i = 0; i < samples.size(); i++) {
      RecordMetadata place = places.get(i);
      all.add(
          new Produced(
              samples.get(i),
              new TopicPartition(place.topic(), place.partition()),
              place.offset()));
    }
  }

  int count() {
    return all.size();
  }

  /** How many samples were committed. */
  long committed(Map<TopicPartition, Long> offsets) {
    return all.stream().filter(each -> isCommitted(each, offsets)).count();
  }

  /** How many samples were committed although the queue has not received all of their events. */
  long lost(Map<TopicPartition, Long> offsets, DeliveredSamples delivered) {
    return all.stream()
        .filter(each -> isCommitted(each, offsets) && !delivered.contains(each.sample()))
        .count();
  }

  private static boolean isCommitted(Produced produced, Map<TopicPartition, Long> offsets) {
    return produced.offset() < offsets.getOrDefault(produced.partition(), 0L);
  }
}
