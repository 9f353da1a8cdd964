package io.github.sqsconnect.chaos;

import io.github.sqsconnect.chaos.Observations.Disturbance;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was done in a schedule and when; any thread may add lines. */
final class ScheduleLog {
  private final long began = System.currentTimeMillis();
  private final List<String> lines = new ArrayList<>();
  private final List<Disturbance> disturbances = new ArrayList<>();

  synchronized void add(String line) {
    double seconds = (System.currentTimeMillis() - began) / 1e3;
    lines.add(String.format(Locale.ROOT, "%7.3f s  %s", seconds, line));
  }

  /** The beginning of something that may cause duplicates, until {@link #end}. */
  synchronized Disturbance begin(String what) {
    add(what);
    Disturbance begun = new Disturbance(what, System.currentTimeMillis(), Long.MAX_VALUE / 2);
    disturbances.add(begun);
    return begun;
  }

  synchronized void end(Disturbance begun) {
    add("end of: " + begun.what());
    disturbances.remove(begun);
    disturbances.add(new Disturbance(begun.what(), begun.fromMillis(), System.currentTimeMillis()));
  }

  /** Does something that may cause duplicates. */
  void during(String what, Runnable action) {
    Disturbance begun = begin(what);
    action.run();
    end(begun);
  }

  synchronized List<Disturbance> disturbances() {
    return List.copyOf(disturbances);
  }

  @Override
  public synchronized String toString() {
    return "(began at " + began + ")\n" + String.join("\n", lines);
  }
}
