package io.github.sqsconnect.delivery;

import io.github.sqsconnect.delivery.PipelineSnapshot.SearchState;
import java.util.ArrayList;
import java.util.List;

/**
 * The search for the entries that made a whole request fail: the request is halved until the bad
 * entries are alone. No entry is rejected before the search is finished, because if every entry is
 * rejected with one code, the cause is the configuration.
 */
final class BadEntrySearch {
  /** An entry that was rejected in a part of the request. */
  record RejectedEntry(Delivery delivery, DeliveryOutcome.Rejected outcome) {}

  private final int size;
  private final List<RejectedEntry> rejectedEntries = new ArrayList<>();
  private int undecided;

  BadEntrySearch(int size) {
    this.size = size;
    undecided = size;
  }

  void addRejected(Delivery delivery, DeliveryOutcome.Rejected outcome) {
    rejectedEntries.add(new RejectedEntry(delivery, outcome));
    undecided--;
  }

  /** An entry is not a bad one: delivered, dropped, reenqueued, or rejected for its size. */
  void ruledOut() {
    undecided--;
  }

  boolean isFinished() {
    return undecided == 0;
  }

  List<RejectedEntry> rejectedEntries() {
    return rejectedEntries;
  }

  /** Whether every entry of the request was rejected. */
  boolean allRejected() {
    return rejectedEntries.size() == size;
  }

  boolean allRejectedWithOneCode() {
    return allRejected()
        && rejectedEntries.stream().map(s -> s.outcome().error().code()).distinct().count() == 1;
  }

  /** Its state, for proofs. */
  SearchState snapshot() {
    return new SearchState(
        this, size, undecided, rejectedEntries.stream().map(s -> s.delivery().snapshot()).toList());
  }
}
