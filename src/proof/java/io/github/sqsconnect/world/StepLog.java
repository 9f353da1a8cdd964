package io.github.sqsconnect.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The steps of one run, as a table for people; empty unless they are logged. */
public final class StepLog {
  private record Step(long at, String who, String what) {}

  private final boolean isLogged;
  private final VirtualTime time;
  private final long start;
  private final List<Step> steps;
  private final String suffix;

  public StepLog(boolean isLogged, VirtualTime time) {
    this(isLogged, time, time.now(), new ArrayList<>(), "");
  }

  private StepLog(boolean isLogged, VirtualTime time, long start, List<Step> steps, String suffix) {
    this.isLogged = isLogged;
    this.time = time;
    this.steps = steps;
    this.suffix = suffix;
    this.start = start;
  }

  /** The same log, as one of several tasks writes to it. */
  public StepLog of(int member, int tasks) {
    return tasks == 1 ? this : new StepLog(isLogged, time, start, steps, " " + (member + 1));
  }

  public boolean isLogged() {
    return isLogged;
  }

  /** Adds a step, in parts that are joined only if the steps are logged. */
  public void add(String who, Object... parts) {
    if (isLogged) {
      StringBuilder what = new StringBuilder();
      for (Object part : parts) {
        what.append(part);
      }
      steps.add(new Step(time.now() - start, who + suffix, what.toString()));
    }
  }

  /** One line a step; runs of the same step are counted. */
  @Override
  public String toString() {
    StringBuilder table = new StringBuilder();
    int i = 0;
    while (i < steps.size()) {
      Step step = steps.get(i);
      int same = 1;
      while (i + same < steps.size()
          && steps.get(i + same).who().equals(step.who())
          && steps.get(i + same).what().equals(step.what())) {
        same++;
      }
      table.append(
          String.format(
              Locale.ROOT,
              "%10.3f s  %-9s  %s%s%n",
              step.at() / 1000.0,
              step.who(),
              step.what(),
              same == 1 ? "" : "  (" + same + " times)"));
      i += same;
    }
    return table.toString();
  }
}
