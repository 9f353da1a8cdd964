package io.github.sqsconnect.chaos;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was seen of one schedule; times are milliseconds of the endpoint's clock, offsets and
 * records are of one topic.
 *
 * @param sent how many records each partition holds
 * @param arrivals what the endpoint stored, in the order of storing
 * @param swallowed what a FIFO queue acknowledged and did not store, because it had it already
 * @param readings what was committed, read now and then
 * @param disturbances when something was done that may send messages twice
 * @param doubtful numbers of requests whose answers a fault may have kept from the sender
 * @param poisoned records that the endpoint refused for good
 * @param dead records found in the dead-letter topic at the end
 */
record Evidence(
    boolean fifo,
    Map<Integer, Integer> sent,
    List<Arrival> arrivals,
    List<Arrival> swallowed,
    List<Reading> readings,
    List<Disturbance> disturbances,
    Set<Long> doubtful,
    Set<Place> poisoned,
    Set<Place> dead) {

  /** A record. */
  record Place(int partition, int offset) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      return partition == other.partition
          ? Integer.compare(offset, other.offset)
          : Integer.compare(partition, other.partition);
    }

    @Override
    public String toString() {
      return partition + "-" + offset;
    }
  }

  /** A message stored by a request; the group is empty on a standard queue. */
  record Arrival(Place place, String group, long request, long atMillis) {}

  /**
   * Committed offsets, and what was stored and dead when they were looked at: both were counted
   * after the offsets had been read.
   */
  record Reading(long atMillis, Map<Integer, Long> committed, int stored, Set<Place> dead) {}

  /** From its beginning until its direct consequences are over. */
  record Disturbance(String what, long fromMillis, long toMillis) {}
}
