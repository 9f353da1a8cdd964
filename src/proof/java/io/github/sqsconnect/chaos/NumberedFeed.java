package io.github.sqsconnect.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sqsconnect.chaos.Evidence.Place;
import io.github.sqsconnect.servers.KafkaTopics;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * The records of a schedule: each tells its partition and its offset, and whether it is poison. The
 * partitions of a topic that was recreated are counted on, so that no two records tell the same;
 * and all its records have one timestamp, so that time does not tell them apart either.
 */
final class NumberedFeed {
  static final String POISON = "poison";

  private static final Pattern MARK = Pattern.compile("\"at\":\"(\\d+)-(\\d+)\"");

  private final Schedule schedule;
  private final String topic;
  private final KafkaTopics topics;
  private final SplittableRandom random;
  private final Map<Integer, Integer> sent = new TreeMap<>();
  private final Set<Place> poisoned = new HashSet<>();
  private final List<Future<RecordMetadata>> promised = new ArrayList<>();
  private final Long timestamp;
  private int number;
  private int limit;
  private int life;

  NumberedFeed(Schedule schedule, String topic, KafkaTopics topics) {
    this.schedule = schedule;
    this.topic = topic;
    this.topics = topics;
    this.random = new SplittableRandom(schedule.seed());
    boolean twice = schedule.incident().equals(Optional.of(Incident.TOPIC_RECREATED));
    this.limit = twice ? schedule.records() * 2 / 3 : schedule.records();
    this.timestamp = twice ? Long.valueOf(System.currentTimeMillis()) : null;
  }

  synchronized void send(int count) {
    for (int i = 0; i < count && number < limit; i++) {
      promised.add(topics.send(next()));
    }
  }

  private ProducerRecord<byte[], byte[]> next() {
    int user = random.nextInt(schedule.users());
    int partition = (schedule.roaming() ? number : user) % Schedule.PARTITIONS;
    int place = partition + life * Schedule.PARTITIONS;
    int offset = sent.merge(place, 1, Integer::sum) - 1;
    String poison = "";
    if (schedule.poisoned().contains(number)) {
      poisoned.add(new Place(place, offset));
      poison = ",\"" + POISON + "\":\"yes\"";
    }
    number++;
    String value = "{\"at\":\"" + place + "-" + offset + "\"" + poison + "}";
    return new ProducerRecord<>(
        topic, partition, timestamp, ("user-" + user).getBytes(UTF_8), value.getBytes(UTF_8));
  }

  /** Sends what is left and makes sure that each record has the offset it tells. */
  synchronized void finish() {
    send(schedule.records());
    topics.flush();
    Map<Integer, Integer> expected = new TreeMap<>();
    for (Future<RecordMetadata> promise : promised) {
      RecordMetadata record = done(promise);
      long offset = expected.merge(record.partition(), 1, Integer::sum) - 1;
      if (record.offset() != offset) {
        throw new IllegalStateException("the broker gave " + record + " and not offset " + offset);
      }
    }
  }

  private static RecordMetadata done(Future<RecordMetadata> promise) {
    try {
      return promise.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a record was not taken by the broker", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The topic is empty again: what is left is sent to it. */
  synchronized void topicRecreated() {
    promised.clear();
    life++;
    limit = schedule.records();
    finish();
  }

  /** How many records were sent. */
  synchronized int count() {
    return number;
  }

  synchronized Map<Integer, Integer> sent() {
    return Map.copyOf(sent);
  }

  synchronized Set<Place> poisoned() {
    return Set.copyOf(poisoned);
  }

  /** Which record a text was made from. */
  static Place place(String text) {
    Matcher mark = MARK.matcher(text);
    if (!mark.find()) {
      throw new IllegalStateException("not one of ours: " + text);
    }
    return new Place(Integer.parseInt(mark.group(1)), Integer.parseInt(mark.group(2)));
  }
}
