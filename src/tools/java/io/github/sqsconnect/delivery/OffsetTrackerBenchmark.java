package io.github.sqsconnect.delivery;

import io.github.sqsconnect.jmh.TimedBenchmark;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * The time that offset tracking needs for a message. The outstanding number of records is
 * registered and acknowledged, repeated until {@link #MESSAGES} have passed. {@code touch…} only
 * creates objects of the same size, writes to them in the same order, and reads them in order of
 * creation: what takes longer there with more records is due to the memory.
 */
public class OffsetTrackerBenchmark extends TimedBenchmark {
  private static final int MESSAGES = 100_000;
  private static final int CONNECTIONS = 8;
  private static final int ENTRIES = 10;
  private static final int CALLS = 1_000;

  /** A record that is used again in every invocation, with a higher offset. */
  private final class PassingRecord extends SinkRecord {
    PassingRecord(TopicPartition partition, long offset) {
      super(partition.topic(), partition.partition(), null, null, null, "value", offset);
    }

    @Override
    public long originalKafkaOffset() {
      return passed + super.originalKafkaOffset();
    }
  }

  /** An object as large as a tracked record. */
  private static final class Note {
    final SinkRecord record;
    final Object partition;
    final long registeredAt;
    boolean settled;

    Note(SinkRecord record, Object partition, long registeredAt) {
      this.record = record;
      this.partition = partition;
      this.registeredAt = registeredAt;
    }
  }

  @Param({"1", "10", "64"})
  int partitions;

  @Param({"1000", "10000", "100000"})
  int outstanding;

  private final OffsetTracker offsets = new OffsetTracker();
  private final OffsetTracker full = new OffsetTracker();
  private final Map<TopicPartition, OffsetAndMetadata> proposed = new HashMap<>();
  private final SinkRecord[] records = new SinkRecord[MESSAGES];
  private long passed;
  private TrackedRecord[] trackedRecords;
  private Note[] notes;
  private int[] inOrder;
  private int[] roundRobin;
  private int[] random;

  @Setup
  public void setUp() {
    for (int i = 0; i < MESSAGES; i++) {
      records[i] = new PassingRecord(partition(i % partitions), i);
    }
    trackedRecords = new TrackedRecord[outstanding];
    notes = new Note[outstanding];
    inOrder = IntStream.range(0, outstanding).toArray();
    roundRobin = answeredInTurn();
    random = shuffled();
    open(offsets);
    open(full);
    for (int i = 0; i < outstanding; i++) {
      full.partitionOf(records[i]).register(records[i], 1_000, 0);
    }
    for (int i = 0; i < partitions; i++) {
      proposed.put(partition(i), new OffsetAndMetadata(MESSAGES));
    }
  }

  private static TopicPartition partition(int number) {
    return new TopicPartition("events", number);
  }

  /** Requests with ten entries, sent over eight connections in turn, answered by connection. */
  private int[] answeredInTurn() {
    int round = CONNECTIONS * CONNECTIONS * ENTRIES;
    int[] order = new int[outstanding];
    int next = 0;
    for (int from = 0; from < outstanding; from += round) {
      for (int i = 0; i < round; i++) {
        int request = i / ENTRIES % CONNECTIONS * CONNECTIONS + i / ENTRIES / CONNECTIONS;
        int place = from + request * ENTRIES + i % ENTRIES;
        if (place < outstanding) {
          order[next++] = place;
        }
      }
    }
    return order;
  }

  private int[] shuffled() {
    List<Integer> places =
        Arrays.asList(IntStream.range(0, outstanding).boxed().toArray(Integer[]::new));
    Collections.shuffle(places, new Random(1));
    return places.stream().mapToInt(Integer::intValue).toArray();
  }

  private void open(OffsetTracker tracker) {
    for (int i = 0; i < partitions; i++) {
      tracker.open(partition(i));
    }
  }

  private Object registered(int[] settled) {
    for (int from = 0; from < MESSAGES; from += outstanding) {
      for (int i = 0; i < outstanding; i++) {
        TrackedRecord tracked =
            offsets.partitionOf(records[from + i]).register(records[from + i], 1_000, 0);
        tracked.addMessages(1);
        trackedRecords[i] = tracked;
      }
      for (int place : settled) {
        TrackedRecord tracked = trackedRecords[place];
        if (tracked.messageDone()) {
          tracked.acknowledge();
        }
      }
    }
    passed += MESSAGES;
    return offsets;
  }

  private long touched(int[] read) {
    long sum = 0;
    for (int from = 0; from < MESSAGES; from += outstanding) {
      for (int i = 0; i < outstanding; i++) {
        notes[i] = new Note(records[from + i], this, 0);
      }
      for (int place : read) {
        notes[place].settled = true;
      }
      for (Note note : notes) {
        sum += note.settled ? note.registeredAt : 1;
      }
    }
    return sum;
  }

  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public Object settleInOrder() {
    return registered(inOrder);
  }

  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public Object settleRoundRobin() {
    return registered(roundRobin);
  }

  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public Object settleRandom() {
    return registered(random);
  }

  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public long touchInOrder() {
    return touched(inOrder);
  }

  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public long touchRandom() {
    return touched(random);
  }

  /** One call for all partitions, with all records outstanding. */
  @Benchmark
  @OperationsPerInvocation(CALLS)
  public long committable() {
    long committable = 0;
    for (int i = 0; i < CALLS; i++) {
      committable += full.committable(proposed).size();
    }
    return committable;
  }
}
