package io.github.sqsconnect.endpoint;

import io.github.sqsconnect.endpoint.EndpointFault.Interaction;
import java.util.ArrayList;
import java.util.List;

/**
 * The faults in force, oldest first. Each has its own random numbers from the one seed, so that
 * adding or removing a fault does not change the others.
 */
final class FaultScript {
  private final long seed;
  private final List<EndpointFault> faults = new ArrayList<>();
  private int created;

  FaultScript(long seed) {
    this.seed = seed;
  }

  synchronized EndpointFault add(EndpointFault.Conditions conditions, EndpointFault.Effect effect) {
    if (effect.interaction() == Interaction.DECIDES_BEFORE_READING
        && (conditions.queue() != null || conditions.entryTest() != null)) {
      throw new IllegalArgumentException(
          "before reading, queue and entries are unknown: " + effect.name());
    }
    created++;
    EndpointFault fault = new EndpointFault(created, conditions, effect, this, seed);
    faults.add(fault);
    return fault;
  }

  synchronized void remove(EndpointFault fault) {
    faults.remove(fault);
  }

  synchronized void clear() {
    faults.clear();
  }

  synchronized List<EndpointFault> inForce() {
    return List.copyOf(faults);
  }

  /** The plan when only the head was read; it ends the connection if a fault matches. */
  synchronized RequestPlan planBeforeReading() {
    RequestPlan plan = new RequestPlan();
    for (EndpointFault fault : List.copyOf(faults)) {
      if (fault.interaction() == Interaction.DECIDES_BEFORE_READING && !plan.endsConnection()) {
        fault.apply(plan, null);
        removeIfUsedUp(fault);
      }
    }
    return plan;
  }

  synchronized RequestPlan plan(ApiCall call) {
    RequestPlan plan = new RequestPlan();
    boolean decided = false;
    for (EndpointFault fault : List.copyOf(faults)) {
      boolean decides = fault.interaction() == Interaction.DECIDES;
      if (fault.interaction() != Interaction.DECIDES_BEFORE_READING && !(decides && decided)) {
        decided |= fault.apply(plan, call) && decides;
        removeIfUsedUp(fault);
      }
    }
    return plan;
  }

  private void removeIfUsedUp(EndpointFault fault) {
    if (fault.isUsedUp()) {
      faults.remove(fault);
    }
  }
}
