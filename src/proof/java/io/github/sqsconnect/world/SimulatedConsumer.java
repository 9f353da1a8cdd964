package io.github.sqsconnect.world;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** The consumer of one task: positions and pauses. */
public final class SimulatedConsumer {
  private final World world;
  private final boolean[] assigned;
  private final boolean[] paused;

  /** For each partition, the place in its log of the next record. */
  private final int[] places;

  private int turn;

  public SimulatedConsumer(World world) {
    this.world = world;
    assigned = new boolean[world.setup().partitions()];
    paused = new boolean[assigned.length];
    places = new int[assigned.length];
  }

  /** Which partitions are assigned. */
  public boolean[] assigned() {
    return assigned.clone();
  }

  public boolean isAssigned(int partition) {
    return assigned[partition];
  }

  public boolean isPaused(int partition) {
    return paused[partition];
  }

  public int place(int partition) {
    return places[partition];
  }

  /** A new assignment starts from the last commit, and is not paused. */
  public void assign(int partition) {
    assigned[partition] = true;
    paused[partition] = false;
    places[partition] = world.topic().placeOf(partition, world.committed().of(partition));
  }

  public void revoke(int partition) {
    assigned[partition] = false;
    paused[partition] = false;
    places[partition] = 0;
  }

  /** The next poll begins at another place: the topic was recreated, or its log cut off. */
  public void seek(int partition, int place) {
    places[partition] = place;
  }

  void pause(TopicPartition partition, boolean pause) {
    if (!assigned[partition.partition()]) {
      throw new Violation("paused what is not assigned", partition.toString());
    }
    paused[partition.partition()] = pause;
  }

  /** When the next record can be polled. */
  public long nextRecordAt() {
    long at = Long.MAX_VALUE;
    for (int p = 0; p < assigned.length; p++) {
      at = Math.min(at, nextRecordAt(p));
    }
    return at;
  }

  private long nextRecordAt(int partition) {
    return fetchable(partition) == 0
        ? Long.MAX_VALUE
        : world.topic().arrivesAt(world.topic().log(partition)[places[partition]]);
  }

  /** How many records of a partition are left to poll. */
  public int fetchable(int partition) {
    boolean isFetched =
        assigned[partition] && !paused[partition] && !world.committed().isPausedByUser();
    return isFetched ? world.topic().log(partition).length - places[partition] : 0;
  }

  /** Polls the next record of a partition. */
  public int next(int partition) {
    return world.topic().log(partition)[places[partition]++];
  }

  /** The next records that have arrived, partition by partition. */
  public List<Integer> poll() {
    List<Integer> records = new ArrayList<>();
    turn++;
    for (int i = 0; i < assigned.length; i++) {
      int p = (turn + i) % assigned.length;
      while (records.size() < world.setup().pollRecords() && nextRecordAt(p) <= world.now()) {
        records.add(next(p));
      }
    }
    return records;
  }
}
