package io.github.sqsconnect.servers;

import io.github.sqsconnect.servers.NumberedRecords.Place;
import io.github.sqsconnect.servers.StoredRecords.Arrival;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Committed offsets read again and again while records are delivered, and the check that no offset
 * was committed before the records below it were delivered.
 */
public final class CommitReadings {
  private CommitReadings() {}

  /**
   * One reading. What was stored and dead is counted after the committed offsets were read, never
   * before: what is committed must then be among it.
   *
   * @param committed offset by partition
   * @param stored how many arrivals the queue had
   * @param dead the records in the dead-letter topic
   */
  public record Reading(long atMillis, Map<Integer, Long> committed, int stored, Set<Place> dead) {}

  /** A sentence for each committed offset above a record that was not delivered. */
  public static List<String> tooFar(List<Reading> readings, List<Arrival> arrivals) {
    Map<Integer, BitSet> delivered = new HashMap<>();
    List<String> wrong = new ArrayList<>();
    int counted = 0;
    for (Reading reading : readings) {
      for (; counted < reading.stored(); counted++) {
        mark(delivered, arrivals.get(counted).place());
      }
      reading.dead().forEach(place -> mark(delivered, place));

      reading
          .committed()
          .forEach(
              (partition, committed) -> {
                int missing = delivered.getOrDefault(partition, new BitSet()).nextClearBit(0);
                if (committed > missing) {
                  wrong.add(
                      "commit too far: offset %d of partition %d was committed at %d, while record %d-%d was not delivered"
                          .formatted(committed, partition, reading.atMillis(), partition, missing));
                }
              });
    }
    return wrong;
  }

  private static void mark(Map<Integer, BitSet> delivered, Place place) {
    delivered.computeIfAbsent(place.partition(), each -> new BitSet()).set(place.offset());
  }
}
