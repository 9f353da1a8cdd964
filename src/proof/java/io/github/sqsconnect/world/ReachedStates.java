package io.github.sqsconnect.world;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/** In how many schedules each state was reached. */
public final class ReachedStates {
  private final Map<ReachableState, Integer> schedules = new EnumMap<>(ReachableState.class);
  private final Set<ReachableState> inThisOne = EnumSet.noneOf(ReachableState.class);

  /** Errors of the simulated service that were used, by identity. */
  private final Set<Object> used = Collections.newSetFromMap(new IdentityHashMap<>());

  public void used(Object error) {
    used.add(error);
  }

  public boolean wasUsed(Object error) {
    return used.contains(error);
  }

  public void mark(ReachableState state) {
    inThisOne.add(state);
  }

  /** The schedule is over. */
  public void count() {
    inThisOne.forEach(state -> schedules.merge(state, 1, Integer::sum));
    inThisOne.clear();
  }

  public int of(ReachableState state) {
    return schedules.getOrDefault(state, 0);
  }
}
