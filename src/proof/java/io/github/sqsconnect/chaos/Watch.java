package io.github.sqsconnect.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sqsconnect.chaos.Evidence.Arrival;
import io.github.sqsconnect.chaos.Evidence.Disturbance;
import io.github.sqsconnect.chaos.Evidence.Place;
import io.github.sqsconnect.chaos.Evidence.Reading;
import io.github.sqsconnect.endpoint.RecordedRequest;
import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.endpoint.StoredMessage;
import io.github.sqsconnect.servers.KafkaTopics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** Looks at queue, dead-letter topic and committed offsets while a schedule runs. */
final class Watch {
  /** Faults by which the sender may not learn in time that an entry was stored. */
  private static final Set<String> ANSWER_LOST =
      Set.of(
          "failEntryButStore",
          "omitEntry",
          "storeThenDrop",
          "storeThenReset",
          "storeThenHang",
          "cutAnswer",
          "resetInAnswer",
          "hangInAnswer",
          "truncateJson",
          "trickle",
          "slowAnswer",
          "heavyTailedLatency",
          "resetAfterAnswer");

  private final String connector;
  private final String deadLetters;
  private final boolean anyPoison;
  private final boolean mayBeUnreadable;
  private final long clockBehindMillis;
  private final KafkaTopics topics;
  private final ScriptedQueue queue;
  private final List<Arrival> arrivals = new ArrayList<>();
  private final Set<Place> distinct = new HashSet<>();
  private final List<Reading> readings = new ArrayList<>();
  private Set<Place> dead = Set.of();
  private final Object oneReading = new Object();
  private Map<Integer, Long> formerEnds = Map.of();
  private int missed;

  /**
   * @param schedule whether there will be dead letters, and whether their topic can be read
   * @param clockBehind how much the endpoint's clock is behind
   */
  Watch(
      String connector,
      String deadLetters,
      Schedule schedule,
      Duration clockBehind,
      KafkaTopics topics,
      ScriptedQueue queue) {
    this.connector = connector;
    this.deadLetters = deadLetters;
    this.anyPoison = !schedule.poisoned().isEmpty();
    this.mayBeUnreadable = schedule.incident().filter(Incident::stopsTask).isPresent();
    this.clockBehindMillis = clockBehind.toMillis();
    this.topics = topics;
    this.queue = queue;
  }

  /** First what is committed, then what is dead, then what is stored: never the other way round. */
  void read() {
    synchronized (oneReading) {
      readOnce();
    }
  }

  /**
   * The topic begins anew, and its partitions are counted on. A former end that is still committed
   * says nothing of it.
   */
  void topicRecreated(Map<Integer, Long> ends) {
    synchronized (oneReading) {
      formerEnds = ends;
    }
  }

  private void readOnce() {
    Map<TopicPartition, Long> committed;
    try {
      committed = topics.committed(connector);
      if (anyPoison) {
        lookForDeadIfReadable();
      }
    } catch (RuntimeException e) {
      missed();
      return;
    }
    lookForStored();
    Map<Integer, Long> byPartition = new TreeMap<>();
    committed.forEach(
        (partition, offset) -> {
          int number = partition.partition();
          if (!offset.equals(formerEnds.get(number))) {
            byPartition.put(formerEnds.isEmpty() ? number : number + Schedule.PARTITIONS, offset);
          }
        });
    keep(byPartition);
  }

  private synchronized void keep(Map<Integer, Long> committed) {
    readings.add(new Reading(System.currentTimeMillis(), committed, arrivals.size(), dead));
  }

  private synchronized void missed() {
    missed++;
  }

  /** While nothing can be written to the topic, what was read of it before is still true. */
  private void lookForDeadIfReadable() {
    try {
      lookForDead();
    } catch (RuntimeException e) {
      if (!mayBeUnreadable) {
        throw e;
      }
    }
  }

  void lookForDead() {
    Set<Place> found =
        topics.read(deadLetters).stream()
            .map(record -> NumberedFeed.place(new String(record.value(), UTF_8)))
            .collect(Collectors.toUnmodifiableSet());
    synchronized (this) {
      dead = found;
    }
  }

  synchronized void lookForStored() {
    for (StoredMessage message : queue.messagesAfter(arrivals.size(), Integer.MAX_VALUE)) {
      Place place = NumberedFeed.place(message.body());
      String group = message.groupId() == null ? "" : message.groupId();
      arrivals.add(
          new Arrival(
              place, group, message.request(), message.storedAtMillis() + clockBehindMillis));
      distinct.add(place);
    }
  }

  private List<Arrival> swallowed() {
    return queue.swallowed().stream()
        .map(
            again -> {
              Arrival first = arrivals.get((int) again.position() - 1);
              return new Arrival(
                  first.place(),
                  first.group(),
                  again.request(),
                  again.atMillis() + clockBehindMillis);
            })
        .toList();
  }

  /** Records that are stored or dead. */
  synchronized int settled() {
    Set<Place> all = new HashSet<>(distinct);
    all.addAll(dead);
    return all.size();
  }

  synchronized int readings() {
    return readings.size();
  }

  /** Readings the broker did not answer. */
  synchronized int missedReadings() {
    return missed;
  }

  synchronized Evidence evidence(
      NumberedFeed feed, ScriptedSqs sqs, List<Disturbance> disturbances) {
    Set<Long> doubtful =
        sqs.requests().stream()
            .filter(request -> request.faults().stream().anyMatch(ANSWER_LOST::contains))
            .map(RecordedRequest::number)
            .collect(Collectors.toSet());
    return new Evidence(
        queue.fifo(),
        feed.sent(),
        List.copyOf(arrivals),
        swallowed(),
        List.copyOf(readings),
        List.copyOf(disturbances),
        doubtful,
        feed.poisoned(),
        dead);
  }
}
