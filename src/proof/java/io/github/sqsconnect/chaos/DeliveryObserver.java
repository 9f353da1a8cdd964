package io.github.sqsconnect.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sqsconnect.chaos.Observations.Disturbance;
import io.github.sqsconnect.endpoint.RecordedRequest;
import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.servers.CommitReadings.Reading;
import io.github.sqsconnect.servers.KafkaTopics;
import io.github.sqsconnect.servers.NumberedRecords.Place;
import io.github.sqsconnect.servers.StoredRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** Observes the queue, the dead-letter topic and the committed offsets during a schedule. */
final class DeliveryObserver {
  /** Faults after which the sender may not learn in time that an entry was stored. */
  private static final Set<String> ANSWER_LOST =
      Set.of(
          """
          failEntryButStore omitEntry storeThenDrop storeThenReset storeThenHang cutAnswer
          resetInAnswer hangInAnswer truncateJson trickle slowAnswer heavyTailedLatency
          resetAfterAnswer"""
              .split("\\s+"));

  private final String connector;
  private final String deadLetters;
  private final Schedule schedule;
  private final KafkaTopics topics;
  private final ScriptedQueue queue;
  private final StoredRecords stored;
  private final List<Reading> readings = new ArrayList<>();
  private Set<Place> dead = Set.of();
  private Map<Integer, Long> endsOfFirstTopic = Map.of();
  private int failedReadings;

  DeliveryObserver(
      String connector,
      String deadLetters,
      Schedule schedule,
      KafkaTopics topics,
      ScriptedQueue queue) {
    this.connector = connector;
    this.deadLetters = deadLetters;
    this.schedule = schedule;
    this.topics = topics;
    this.queue = queue;
    Duration clockBehind = schedule.incident().map(Incident::clockBehind).orElse(Duration.ZERO);
    this.stored = new StoredRecords(queue, clockBehind);
  }

  /** Reads what is committed first, then what is dead, then what is stored. */
  synchronized void read() {
    Map<TopicPartition, Long> committed;
    try {
      committed = topics.committed(connector);
      readDeadIfPossible();
    } catch (RuntimeException e) {
      failedReadings++;
      return;
    }

    Map<Integer, Long> byPlace = new TreeMap<>();
    committed.forEach(
        (at, offset) -> {
          int partition = at.partition();
          if (!offset.equals(endsOfFirstTopic.get(partition))) {
            boolean first = endsOfFirstTopic.isEmpty();
            byPlace.put(first ? partition : partition + Schedule.PARTITIONS, offset);
          }
        });
    readings.add(new Reading(System.currentTimeMillis(), byPlace, stored.arrivals().size(), dead));
  }

  /** What was read before remains true while the topic cannot be read. */
  private void readDeadIfPossible() {
    try {
      readDead();
    } catch (RuntimeException e) {
      if (schedule.incident().filter(Incident::stopsTask).isEmpty()) {
        throw e;
      }
    }
  }

  synchronized void readDead() {
    if (!schedule.poisoned().isEmpty()) {
      dead =
          topics.read(deadLetters).stream()
              .map(record -> Place.in(new String(record.value(), UTF_8)))
              .collect(Collectors.toUnmodifiableSet());
    }
  }

  /**
   * From now on offsets belong to a new topic, whose partitions have new numbers. A committed
   * offset that is still the end of the first topic says nothing about the new one.
   */
  synchronized void topicRecreated(Map<Integer, Long> ends) {
    endsOfFirstTopic = ends;
  }

  /** How many records are stored or dead. */
  synchronized int delivered() {
    Set<Place> all = new HashSet<>(stored.places());
    all.addAll(dead);
    return all.size();
  }

  synchronized int readings() {
    return readings.size();
  }

  /** Readings that the broker did not answer. */
  synchronized int failedReadings() {
    return failedReadings;
  }

  synchronized Observations observations(
      RecordFeed feed, ScriptedSqs sqs, List<Disturbance> disturbances) {
    Set<Long> unanswered =
        sqs.requests().stream()
            .filter(request -> request.faults().stream().anyMatch(ANSWER_LOST::contains))
            .map(RecordedRequest::number)
            .collect(Collectors.toSet());
    return new Observations(
        queue.fifo(),
        feed.sent(),
        stored.arrivals(),
        stored.discarded(),
        List.copyOf(readings),
        List.copyOf(disturbances),
        unanswered,
        feed.poisoned(),
        dead);
  }
}
