package io.github.sqsconnect.endpoint;

import io.github.sqsconnect.endpoint.Effect.Hit;
import io.github.sqsconnect.endpoint.Effect.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The faults in force, in the order they were made. Each has its own random numbers from the one
 * seed, so that a fault added or taken away changes nothing in the others.
 */
final class FaultScript {
  private final long seed;
  private final List<Fault> faults = new ArrayList<>();
  private int made;

  FaultScript(long seed) {
    this.seed = seed;
  }

  synchronized Fault add(Conditions conditions, Effect effect) {
    if (effect.kind() == Kind.DECIDES_BEFORE_READING
        && (conditions.queue() != null || !conditions.anyEntries())) {
      throw new IllegalArgumentException(
          "before reading, nothing is known of queue and entries: " + effect.name());
    }
    made++;
    Fault fault = new Fault(made, conditions, effect, this, seed);
    faults.add(fault);
    return fault;
  }

  synchronized void remove(Fault fault) {
    faults.remove(fault);
  }

  synchronized void clear() {
    faults.clear();
  }

  synchronized List<Fault> inForce() {
    return List.copyOf(faults);
  }

  /** The plan when only the head of a request is there; it has an ending if a fault struck. */
  synchronized Plan beforeReading() {
    Plan plan = new Plan();
    for (Fault fault : List.copyOf(faults)) {
      if (fault.kind() == Kind.DECIDES_BEFORE_READING && !plan.hasEnding()) {
        fault.matchHead().ifPresent(hit -> strike(fault, plan, hit));
      }
    }
    return plan;
  }

  synchronized Plan plan(Call call) {
    Plan plan = new Plan();
    boolean decided = false;
    for (Fault fault : List.copyOf(faults)) {
      boolean decides = fault.kind() == Kind.DECIDES;
      if (fault.kind() == Kind.DECIDES_BEFORE_READING || (decides && decided)) {
        continue;
      }
      Optional<Hit> hit = fault.match(call);
      if (hit.isPresent()) {
        strike(fault, plan, hit.get());
        decided |= decides;
      }
    }
    return plan;
  }

  private void strike(Fault fault, Plan plan, Hit hit) {
    fault.strike(plan, hit);
    if (fault.used()) {
      faults.remove(fault);
    }
  }
}
