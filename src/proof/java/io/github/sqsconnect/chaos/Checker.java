package io.github.sqsconnect.chaos;

import io.github.sqsconnect.chaos.Evidence.Arrival;
import io.github.sqsconnect.chaos.Evidence.Place;
import io.github.sqsconnect.chaos.Evidence.Reading;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Holds the promises of delivery against what was seen. */
final class Checker {
  /**
   * A request may still be at the endpoint when its sender is disturbed, and its partition may be
   * taken away only when a rebalance that was caused comes to its end.
   */
  static final long AFTERMATH_MS = 10_000;

  private static final int MOST_TOLD = 5;

  private final Evidence evidence;
  private final List<String> violations = new ArrayList<>();
  private long duplicates;

  private Checker(Evidence evidence) {
    this.evidence = evidence;
  }

  /** What was broken, and how many messages came again though the record was there. */
  record Verdict(List<String> violations, long duplicates) {}

  static Verdict judge(Evidence evidence) {
    Checker checker = new Checker(evidence);
    checker.nothingIsMissing();
    checker.nothingElseIsDead();
    checker.commitsFollowDelivery();
    checker.repetitionsAreExplained();
    if (evidence.fifo()) {
      checker.nothingIsTwiceOnFifo();
      checker.groupsAreInOrder();
    }
    return new Verdict(List.copyOf(checker.violations), checker.duplicates);
  }

  private void nothingIsMissing() {
    Set<Place> there = new HashSet<>(evidence.dead());
    evidence.arrivals().forEach(arrival -> there.add(arrival.place()));
    List<String> missing = new ArrayList<>();
    evidence
        .sent()
        .forEach(
            (partition, count) -> {
              for (int offset = 0; offset < count; offset++) {
                Place place = new Place(partition, offset);
                if (!there.contains(place)) {
                  missing.add("gap: record " + place + " is nowhere");
                }
              }
            });
    tell(missing);
  }

  private void nothingElseIsDead() {
    Set<Place> wrong = new TreeSet<>(evidence.dead());
    wrong.removeAll(evidence.poisoned());
    tell(
        wrong.stream()
            .map(place -> "record " + place + " is dead, and nobody refused it")
            .toList());
  }

  private void commitsFollowDelivery() {
    Map<Integer, BitSet> stored = new HashMap<>();
    List<String> wrong = new ArrayList<>();
    int seen = 0;
    for (Reading reading : evidence.readings()) {
      for (; seen < reading.stored(); seen++) {
        mark(stored, evidence.arrivals().get(seen).place());
      }
      reading.dead().forEach(place -> mark(stored, place));
      reading
          .committed()
          .forEach(
              (partition, committed) -> {
                int first = stored.getOrDefault(partition, new BitSet()).nextClearBit(0);
                if (committed > first) {
                  wrong.add(
                      "commit too far: %d of partition %d was committed at %d while %d-%d was not delivered"
                          .formatted(committed, partition, reading.atMillis(), partition, first));
                }
              });
    }
    tell(wrong);
  }

  private static void mark(Map<Integer, BitSet> stored, Place place) {
    stored.computeIfAbsent(place.partition(), each -> new BitSet()).set(place.offset());
  }

  /** On a FIFO queue nothing may be stored twice: the same record has the same deduplication id. */
  private void nothingIsTwiceOnFifo() {
    Map<Place, Arrival> first = new HashMap<>();
    List<String> wrong = new ArrayList<>();
    for (Arrival arrival : evidence.arrivals()) {
      Arrival before = first.putIfAbsent(arrival.place(), arrival);
      if (before != null) {
        wrong.add("twice on a FIFO queue: " + pair(before, arrival));
      }
    }
    tell(wrong);
  }

  /** Sent again without need, whether the queue stored it or not. */
  private void repetitionsAreExplained() {
    Map<Place, Arrival> latest = new HashMap<>();
    List<String> wrong = new ArrayList<>();
    for (Arrival arrival : everySighting()) {
      Arrival before = latest.put(arrival.place(), arrival);
      if (before != null) {
        duplicates++;
        if (!explained(before, arrival)) {
          wrong.add("unexplained duplicate: " + pair(before, arrival));
        }
      }
    }
    tell(wrong);
  }

  private List<Arrival> everySighting() {
    return Stream.concat(evidence.arrivals().stream(), evidence.swallowed().stream())
        .sorted(Comparator.comparingLong(Arrival::atMillis))
        .toList();
  }

  private boolean explained(Arrival first, Arrival second) {
    return evidence.doubtful().contains(first.request())
        || evidence.doubtful().contains(second.request())
        || evidence.disturbances().stream()
            .anyMatch(
                each ->
                    each.fromMillis() <= second.atMillis()
                        && first.atMillis() <= each.toMillis() + AFTERMATH_MS);
  }

  private static String pair(Arrival first, Arrival second) {
    return "%s by request %d at %d, again by request %d at %d"
        .formatted(
            first.place(), first.request(), first.atMillis(), second.request(), second.atMillis());
  }

  /** The first appearances in a group are in the order of offsets, partition by partition. */
  private void groupsAreInOrder() {
    Map<String, Arrival> latest = new HashMap<>();
    Set<Place> seen = new HashSet<>();
    List<String> wrong = new ArrayList<>();
    for (Arrival arrival : evidence.arrivals()) {
      if (seen.add(arrival.place())) {
        String line = arrival.group() + " of partition " + arrival.place().partition();
        Arrival before = latest.put(line, arrival);
        if (before != null && before.place().offset() > arrival.place().offset()) {
          wrong.add(
              "disorder in group %s: %s at %d, then %s at %d"
                  .formatted(
                      line,
                      before.place(),
                      before.atMillis(),
                      arrival.place(),
                      arrival.atMillis()));
        }
      }
    }
    tell(wrong);
  }

  private void tell(List<String> found) {
    found.stream().limit(MOST_TOLD).forEach(violations::add);
    if (found.size() > MOST_TOLD) {
      violations.add("… and " + (found.size() - MOST_TOLD) + " more like the last");
    }
  }
}
