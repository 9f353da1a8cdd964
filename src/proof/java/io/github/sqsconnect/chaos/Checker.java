package io.github.sqsconnect.chaos;

import io.github.sqsconnect.servers.CommitReadings;
import io.github.sqsconnect.servers.NumberedRecords.Place;
import io.github.sqsconnect.servers.StoredRecords.Arrival;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Compares the promises of delivery with what was observed. */
final class Checker {
  /**
   * How long after a disturbance a duplicate is explained by it: a request may still be at the
   * endpoint, and a partition may be revoked only when the rebalance ends.
   */
  static final long AFTER_DISTURBANCE_MS = 10_000;

  private static final int MOST_OF_A_KIND = 5;

  private final Observations observed;
  private final List<String> violations = new ArrayList<>();
  private long duplicates;

  private Checker(Observations observed) {
    this.observed = observed;
  }

  /** The broken promises, and how many messages were sent again although they were stored. */
  record Verdict(List<String> violations, long duplicates) {}

  static Verdict check(Observations observed) {
    Checker checker = new Checker(observed);
    checker.everyRecordArrived();
    checker.onlyPoisonedRecordsAreDead();
    checker.report(CommitReadings.tooFar(observed.readings(), observed.arrivals()));
    checker.duplicatesAreExplained();
    if (observed.fifo()) {
      checker.nothingIsStoredTwice();
      checker.groupsAreInOrder();
    }
    return new Verdict(List.copyOf(checker.violations), checker.duplicates);
  }

  private void everyRecordArrived() {
    Set<Place> arrived = new HashSet<>(observed.dead());
    observed.arrivals().forEach(arrival -> arrived.add(arrival.place()));
    List<String> missing = new ArrayList<>();
    observed
        .sent()
        .forEach(
            (partition, count) -> {
              for (int offset = 0; offset < count; offset++) {
                Place place = new Place(partition, offset);
                if (!arrived.contains(place)) {
                  missing.add("gap: record " + place + " did not arrive");
                }
              }
            });
    report(missing);
  }

  private void onlyPoisonedRecordsAreDead() {
    report(
        observed.dead().stream()
            .filter(place -> !observed.poisoned().contains(place))
            .sorted()
            .map(place -> "record " + place + " is a dead letter, but was not rejected")
            .toList());
  }

  /** A record has the same deduplication id whenever it is sent. */
  private void nothingIsStoredTwice() {
    Map<Place, Arrival> first = new HashMap<>();
    List<String> wrong = new ArrayList<>();
    for (Arrival arrival : observed.arrivals()) {
      Arrival before = first.putIfAbsent(arrival.place(), arrival);
      if (before != null) {
        wrong.add("stored twice on a FIFO queue: " + both(before, arrival));
      }
    }
    report(wrong);
  }

  /** A message that is sent again needs a reason, whether the queue stores it or not. */
  private void duplicatesAreExplained() {
    Map<Place, Arrival> latest = new HashMap<>();
    List<String> wrong = new ArrayList<>();
    List<Arrival> all =
        Stream.concat(observed.arrivals().stream(), observed.discarded().stream())
            .sorted(Comparator.comparingLong(Arrival::atMillis))
            .toList();
    for (Arrival arrival : all) {
      Arrival before = latest.put(arrival.place(), arrival);
      if (before != null) {
        duplicates++;
        if (!isExplained(before, arrival)) {
          wrong.add("unexplained duplicate: " + both(before, arrival));
        }
      }
    }
    report(wrong);
  }

  private boolean isExplained(Arrival first, Arrival second) {
    return observed.unanswered().contains(first.request())
        || observed.unanswered().contains(second.request())
        || observed.disturbances().stream()
            .anyMatch(
                each ->
                    each.fromMillis() <= second.atMillis()
                        && first.atMillis() <= each.toMillis() + AFTER_DISTURBANCE_MS);
  }

  private static String both(Arrival first, Arrival second) {
    return "%s by request %d at %d, again by request %d at %d"
        .formatted(
            first.place(), first.request(), first.atMillis(), second.request(), second.atMillis());
  }

  /** The first arrivals of a group are in the order of offsets, for each partition. */
  private void groupsAreInOrder() {
    Map<String, Arrival> latest = new HashMap<>();
    Set<Place> seen = new HashSet<>();
    List<String> wrong = new ArrayList<>();
    for (Arrival arrival : observed.arrivals()) {
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
    report(wrong);
  }

  private void report(List<String> found) {
    found.stream().limit(MOST_OF_A_KIND).forEach(violations::add);
    if (found.size() > MOST_OF_A_KIND) {
      violations.add("… and " + (found.size() - MOST_OF_A_KIND) + " more of this kind");
    }
  }
}
