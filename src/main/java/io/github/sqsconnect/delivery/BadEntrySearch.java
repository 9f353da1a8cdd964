package io.github.sqsconnect.delivery;

import io.github.sqsconnect.delivery.PipelineSnapshot.SearchState;
import java.util.ArrayList;
import java.util.List;

/**
 * The search for the entries that made a whole request fail. No entry is rejected before the search
 * is over: when every entry of the request is refused with one code, it is the configuration.
 */
final class BadEntrySearch {
  /** An entry that was refused in a part of the request. */
  record Suspect(Delivery delivery, DeliveryOutcome.Rejected outcome) {}

  private final int size;
  private final List<Suspect> suspects = new ArrayList<>();
  private int open;

  BadEntrySearch(int size) {
    this.size = size;
    open = size;
  }

  void suspect(Delivery delivery, DeliveryOutcome.Rejected outcome) {
    suspects.add(new Suspect(delivery, outcome));
    open--;
  }

  /** An entry was decided otherwise: delivered, dropped, put back, or refused for its size. */
  void cleared() {
    open--;
  }

  boolean isOver() {
    return open == 0;
  }

  List<Suspect> suspects() {
    return suspects;
  }

  /** Whether every entry of the request was refused. */
  boolean allFailed() {
    return suspects.size() == size;
  }

  boolean allFailedAlike() {
    return allFailed()
        && suspects.stream().map(s -> s.outcome().answer().code()).distinct().count() == 1;
  }

  /** Its state, for proofs. */
  SearchState snapshot() {
    return new SearchState(
        this, size, open, suspects.stream().map(s -> s.delivery().snapshot()).toList());
  }
}
