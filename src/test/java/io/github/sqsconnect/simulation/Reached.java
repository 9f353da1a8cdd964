package io.github.sqsconnect.simulation;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** In how many schedules each state was reached. */
public final class Reached {
  private final Map<State, Integer> schedules = new EnumMap<>(State.class);
  private final Set<State> inThisOne = EnumSet.noneOf(State.class);

  public void mark(State state) {
    inThisOne.add(state);
  }

  /** The schedule is over. */
  public void count() {
    inThisOne.forEach(state -> schedules.merge(state, 1, Integer::sum));
    inThisOne.clear();
  }

  public void add(Reached other) {
    other.schedules.forEach((state, count) -> schedules.merge(state, count, Integer::sum));
  }

  public int of(State state) {
    return schedules.getOrDefault(state, 0);
  }
}
