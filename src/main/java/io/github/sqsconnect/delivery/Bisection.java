package io.github.sqsconnect.delivery;

import java.util.ArrayList;
import java.util.List;

/**
 * The search for the entries that made a whole request fail. Nobody is found guilty before the
 * search is over: when every entry fails alone with one code, it is the configuration.
 */
final class Bisection {
  /** An entry that failed alone. */
  record Suspect(Delivery delivery, DeliveryOutcome.Rejected outcome) {}

  private final int size;
  private final List<Suspect> suspects = new ArrayList<>();
  private int open;

  Bisection(int size) {
    this.size = size;
    open = size;
  }

  void suspect(Delivery delivery, DeliveryOutcome.Rejected outcome) {
    suspects.add(new Suspect(delivery, outcome));
    open--;
  }

  /** An entry was decided otherwise: delivered, dropped, or found bad by itself. */
  void cleared() {
    open--;
  }

  boolean isOver() {
    return open == 0;
  }

  List<Suspect> suspects() {
    return suspects;
  }

  boolean allFailedAlike() {
    return suspects.size() == size
        && suspects.stream().map(s -> s.outcome().answer().code()).distinct().count() == 1;
  }
}
