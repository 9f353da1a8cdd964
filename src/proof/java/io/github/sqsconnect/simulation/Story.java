package io.github.sqsconnect.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The steps of one schedule, as a table for people; empty unless it is told. */
public final class Story {
  private record Step(long at, String who, String what) {}

  private final boolean told;
  private final VirtualTime time;
  private final long start;
  private final List<Step> steps;
  private final String suffix;

  public Story(boolean told, VirtualTime time) {
    this(told, time, time.now(), new ArrayList<>(), "");
  }

  private Story(boolean told, VirtualTime time, long start, List<Step> steps, String suffix) {
    this.told = told;
    this.time = time;
    this.steps = steps;
    this.suffix = suffix;
    this.start = start;
  }

  /** The same story, as one of several tasks goes on with it. */
  Story of(int member, Setup setup) {
    return setup.tasks() == 1 ? this : new Story(told, time, start, steps, " " + (member + 1));
  }

  public boolean isTold() {
    return told;
  }

  public void add(String who, String what) {
    if (told) {
      steps.add(new Step(time.now() - start, who + suffix, what));
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
