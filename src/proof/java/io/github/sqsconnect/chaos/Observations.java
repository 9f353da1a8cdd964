package io.github.sqsconnect.chaos;

import io.github.sqsconnect.servers.CommitReadings.Reading;
import io.github.sqsconnect.servers.NumberedRecords.Place;
import io.github.sqsconnect.servers.StoredRecords.Arrival;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was observed during one schedule.
 *
 * @param sent how many records each partition has
 * @param arrivals what the queue stored, in this order
 * @param discarded what a FIFO queue recognised as duplicates and did not store
 * @param readings what was committed, read again and again
 * @param disturbances what may have caused duplicates
 * @param unanswered numbers of the requests whose answers may not have reached the sender
 * @param poisoned records that the endpoint rejects permanently
 * @param dead records in the dead-letter topic at the end
 */
record Observations(
    boolean fifo,
    Map<Integer, Integer> sent,
    List<Arrival> arrivals,
    List<Arrival> discarded,
    List<Reading> readings,
    List<Disturbance> disturbances,
    Set<Long> unanswered,
    Set<Place> poisoned,
    Set<Place> dead) {

  /** From its beginning until its direct effects are over. */
  record Disturbance(String what, long fromMillis, long toMillis) {}
}
