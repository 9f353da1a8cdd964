package io.github.sqsconnect.watch;

import io.github.sqsconnect.servers.NumberedRecords.Place;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The counts that matter: lost records, offsets that were committed too early, duplicates. They
 * come from what the broker has stored, what the queue and the dead-letter topic contain, and the
 * committed offsets. Nothing comes from the connector.
 *
 * <p>Offsets are <em>committed too early</em> when a reading of the committed offsets is above a
 * record that is not done, although arrivals were read after it. Such a record is <em>lost</em>
 * until it arrives.
 */
final class WatchLedger {
  /** The reading that is being made, and the next one, which reads what arrived until now. */
  private static final int READINGS_AFTER_THE_END = 2;

  private final List<PartitionLedger> partitions;
  private final Map<DuplicateCause, Long> duplicates = new EnumMap<>(DuplicateCause.class);
  private final Set<DuplicateCause> active = EnumSet.noneOf(DuplicateCause.class);

  /** Faults that have ended, with the readings for which they stay active. */
  private final Map<DuplicateCause, Integer> ending = new EnumMap<>(DuplicateCause.class);

  private long stored;
  private long deadLetters;

  /** One partition: records produced, committed offset, and their difference. */
  record Partition(long produced, long committed, long lag) {}

  /** Everything that the ledger knows at one moment. */
  record Counts(
      long lost,
      long early,
      Map<DuplicateCause, Long> duplicates,
      long stored,
      long deadLetters,
      long oldestAgeMillis,
      List<Partition> partitions) {

    long allDuplicates() {
      return duplicates.values().stream().mapToLong(Long::longValue).sum();
    }

    long produced() {
      return partitions.stream().mapToLong(Partition::produced).sum();
    }

    long lag() {
      return partitions.stream().mapToLong(Partition::lag).sum();
    }
  }

  WatchLedger(int partitionCount) {
    partitions = Stream.generate(PartitionLedger::new).limit(partitionCount).toList();
  }

  /** The broker has stored the record. */
  synchronized void produced(int partition, long offset) {
    partitions.get(partition).produced(offset);
  }

  /** The queue has stored the record. */
  synchronized void stored(Place place) {
    stored++;
    arrived(place);
  }

  /** The dead-letter topic contains the record. */
  synchronized void dead(Place place) {
    deadLetters++;
    arrived(place);
  }

  private void arrived(Place place) {
    PartitionLedger partition = partitions.get(place.partition());
    if (partition.arrived(place.offset())) {
      duplicates.merge(partition.causeOf(place.offset()), 1L, Long::sum);
    } else {
      active.forEach(cause -> partition.suspect(cause, place.offset()));
    }
  }

  /** A request that stored the record got no answer. */
  synchronized void answerDropped(Place place) {
    partitions.get(place.partition()).suspect(DuplicateCause.DROPPED_ANSWER, place.offset());
  }

  /**
   * A fault begins that can keep the connector from committing what is stored. What is stored and
   * not committed now, and what arrives until {@link #ends}, may arrive again.
   */
  synchronized void begins(DuplicateCause cause) {
    ending.remove(cause);
    active.add(cause);
    partitions.forEach(partition -> partition.suspectUncommitted(cause));
  }

  /** The fault has ended, but what arrived while it was active may not be read yet. */
  synchronized void ends(DuplicateCause cause) {
    if (active.contains(cause)) {
      ending.putIfAbsent(cause, READINGS_AFTER_THE_END);
    }
  }

  /**
   * Checks a reading of the committed offsets.
   *
   * @param offsets by partition, read before all arrivals that the ledger was given last
   */
  synchronized void committed(Map<Integer, Long> offsets, long nowMillis) {
    offsets.forEach((partition, offset) -> partitions.get(partition).committed(offset));
    partitions.forEach(partition -> partition.mark(nowMillis));
    ending.replaceAll((cause, readings) -> readings - 1);
    active.removeIf(cause -> ending.remove(cause, 0));
  }

  /** How many records are done and would arrive again if the worker were killed now. */
  synchronized long doneAndNotCommitted() {
    return partitions.stream().mapToLong(PartitionLedger::doneAndNotCommitted).sum();
  }

  synchronized long lag() {
    return partitions.stream().mapToLong(PartitionLedger::lag).sum();
  }

  synchronized boolean isDone(Place place) {
    return partitions.get(place.partition()).isDone(place.offset());
  }

  synchronized Counts counts(long nowMillis) {
    List<Partition> each = new ArrayList<>();
    partitions.forEach(p -> each.add(new Partition(p.produced(), p.committed(), p.lag())));
    return new Counts(
        partitions.stream().mapToLong(PartitionLedger::missing).sum(),
        partitions.stream().mapToLong(PartitionLedger::early).sum(),
        Map.copyOf(duplicates),
        stored,
        deadLetters,
        partitions.stream().mapToLong(p -> p.oldestAgeMillis(nowMillis)).max().orElse(0),
        List.copyOf(each));
  }

  /** The bytes that grow with the records. */
  synchronized long bytes() {
    return partitions.stream().mapToLong(PartitionLedger::bytes).sum();
  }
}
