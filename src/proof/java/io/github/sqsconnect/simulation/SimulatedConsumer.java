package io.github.sqsconnect.simulation;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** The consumer of one task: positions and pauses. */
final class SimulatedConsumer {
  private final Setup setup;
  private final Topic topic;
  private final VirtualTime time;
  private final boolean[] assigned;
  private final boolean[] paused;
  private final int[] places;
  private final Group group;
  private int turn;

  SimulatedConsumer(Setup setup, Topic topic, VirtualTime time, Group group) {
    this.setup = setup;
    this.topic = topic;
    this.time = time;
    assigned = new boolean[setup.partitions()];
    paused = new boolean[setup.partitions()];
    places = new int[setup.partitions()];
    this.group = group;
  }

  boolean isAssigned(int partition) {
    return assigned[partition];
  }

  boolean isPaused(int partition) {
    return paused[partition];
  }

  /** A new assignment starts from the last commit, and is not paused. */
  void assign(int partition) {
    assigned[partition] = true;
    paused[partition] = false;
    places[partition] = topic.placeOf(partition, group.committed(partition));
  }

  void revoke(int partition) {
    assigned[partition] = false;
    paused[partition] = false;
  }

  /** The next record is one of those that were read, or the one after them. */
  void goBack(int partition, int roll) {
    if (assigned[partition]) {
      places[partition] = roll % (places[partition] + 1);
    }
  }

  void pause(TopicPartition partition) {
    requireAssigned(partition);
    paused[partition.partition()] = true;
  }

  void resume(TopicPartition partition) {
    requireAssigned(partition);
    paused[partition.partition()] = false;
  }

  private void requireAssigned(TopicPartition partition) {
    if (!assigned[partition.partition()]) {
      throw new Violation("paused what is not assigned", partition.toString());
    }
  }

  /** When the next record can be polled. */
  long nextRecordAt() {
    long at = Long.MAX_VALUE;
    for (int p = 0; p < assigned.length; p++) {
      int[] log = topic.log(p);
      if (isFetchable(p) && places[p] < log.length) {
        at = Math.min(at, setup.startsAt() + topic.record(log[places[p]]).arrivesAt());
      }
    }
    return at;
  }

  private boolean isFetchable(int partition) {
    return assigned[partition] && !paused[partition] && !group.isUserPaused();
  }

  /** The next records, partition by partition. */
  List<Integer> poll() {
    List<Integer> records = new ArrayList<>();
    turn++;
    for (int i = 0; i < assigned.length; i++) {
      int p = (turn + i) % assigned.length;
      int[] log = topic.log(p);
      while (isFetchable(p)
          && places[p] < log.length
          && records.size() < setup.pollRecords()
          && setup.startsAt() + topic.record(log[places[p]]).arrivesAt() <= time.now()) {
        records.add(log[places[p]++]);
      }
    }
    return records;
  }
}
