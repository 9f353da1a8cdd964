package io.github.sqsconnect.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sqsconnect.project.Unchecked;
import io.github.sqsconnect.servers.KafkaTopics;
import io.github.sqsconnect.servers.NumberedRecords;
import io.github.sqsconnect.servers.NumberedRecords.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Sends the records of a schedule, each with its place and, if the endpoint must reject it, with a
 * mark.
 *
 * <p>Partitions of a topic that was created again get new numbers, so that no place occurs twice.
 * All records then have the same timestamp, so that timestamps do not tell them apart either.
 */
final class RecordFeed {
  static final String POISON = "poison";

  private final Schedule schedule;
  private final String topic;
  private final KafkaTopics topics;
  private final SplittableRandom random;
  private final NumberedRecords places;
  private final Set<Place> poisoned = new HashSet<>();
  private final List<Future<RecordMetadata>> pending = new ArrayList<>();
  private final Long timestamp;
  private int count;
  private int limit;
  private int firstPlacePartition;

  RecordFeed(Schedule schedule, String topic, KafkaTopics topics) {
    this.schedule = schedule;
    this.topic = topic;
    this.topics = topics;
    this.random = new SplittableRandom(schedule.seed());
    this.places = new NumberedRecords(topic, Schedule.PARTITIONS);
    boolean twoTopics = schedule.incident().equals(Optional.of(Incident.TOPIC_RECREATED));
    this.limit = twoTopics ? schedule.records() * 2 / 3 : schedule.records();
    this.timestamp = twoTopics ? Long.valueOf(System.currentTimeMillis()) : null;
  }

  synchronized void send(int records) {
    for (int i = 0; i < records && count < limit; i++) {
      pending.add(topics.send(next()));
    }
  }

  private ProducerRecord<byte[], byte[]> next() {
    int user = random.nextInt(schedule.users());
    int partition = (schedule.roaming() ? count : user) % Schedule.PARTITIONS;
    Place place = places.nextPlace(firstPlacePartition + partition);
    String poison = "";
    if (schedule.poisoned().contains(count)) {
      poisoned.add(place);
      poison = ",\"" + POISON + "\":\"yes\"";
    }
    count++;
    String value = "{" + place.member() + poison + "}";
    return new ProducerRecord<>(
        topic, partition, timestamp, ("user-" + user).getBytes(UTF_8), value.getBytes(UTF_8));
  }

  /** Sends the remaining records, and checks that each has the offset that its place names. */
  synchronized void finish() {
    send(schedule.records());
    topics.flush();
    Map<Integer, Integer> expected = new TreeMap<>();
    for (Future<RecordMetadata> each : pending) {
      RecordMetadata record = Unchecked.call(each::get);
      long offset = expected.merge(record.partition(), 1, Integer::sum) - 1;
      if (record.offset() != offset) {
        throw new IllegalStateException(record + " does not have the expected offset " + offset);
      }
    }
  }

  /** Sends the remaining records to the new, empty topic. */
  synchronized void topicRecreated() {
    pending.clear();
    firstPlacePartition = Schedule.PARTITIONS;
    limit = schedule.records();
    finish();
  }

  /** How many records were sent. */
  synchronized int count() {
    return count;
  }

  synchronized Map<Integer, Integer> sent() {
    return places.sent();
  }

  synchronized Set<Place> poisoned() {
    return Set.copyOf(poisoned);
  }
}
