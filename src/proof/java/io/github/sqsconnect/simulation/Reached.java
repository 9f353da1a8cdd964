package io.github.sqsconnect.simulation;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/** In how many schedules each state was reached. */
public final class Reached {
  private final Map<State, Integer> schedules = new EnumMap<>(State.class);
  private final Set<State> inThisOne = EnumSet.noneOf(State.class);

  /** Words of the service that were said, each as the object that it is. */
  private final Set<Object> said = Collections.newSetFromMap(new IdentityHashMap<>());

  public void said(Object words) {
    said.add(words);
  }

  public boolean wasSaid(Object words) {
    return said.contains(words);
  }

  public void mark(State state) {
    inThisOne.add(state);
  }

  /** The schedule is over. */
  public void count() {
    inThisOne.forEach(state -> schedules.merge(state, 1, Integer::sum));
    inThisOne.clear();
  }

  public int of(State state) {
    return schedules.getOrDefault(state, 0);
  }
}
