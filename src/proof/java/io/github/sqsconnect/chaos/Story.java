package io.github.sqsconnect.chaos;

import io.github.sqsconnect.chaos.Evidence.Disturbance;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was done and when, told by any thread, in the order of time. */
final class Story {
  private final long began = System.currentTimeMillis();
  private final List<String> lines = new ArrayList<>();
  private final List<Open> disturbances = new ArrayList<>();

  /** A disturbance that may not be over yet. */
  static final class Open {
    private final String what;
    private final long from;
    private long to = Long.MAX_VALUE / 2;

    private Open(String what, long from) {
      this.what = what;
      this.from = from;
    }
  }

  synchronized void tell(String line) {
    double seconds = (System.currentTimeMillis() - began) / 1e3;
    lines.add(String.format(Locale.ROOT, "%7.3f s  %s", seconds, line));
  }

  /** Something begins that may send messages twice, until {@link #over}. */
  synchronized Open disturb(String what) {
    tell(what);
    Open open = new Open(what, System.currentTimeMillis());
    disturbances.add(open);
    return open;
  }

  synchronized void over(Open disturbance) {
    disturbance.to = System.currentTimeMillis();
    tell("over: " + disturbance.what);
  }

  synchronized List<Disturbance> disturbances() {
    return disturbances.stream()
        .map(each -> new Disturbance(each.what, each.from, each.to))
        .toList();
  }

  @Override
  public synchronized String toString() {
    return "(began at " + began + ")\n" + String.join("\n", lines);
  }
}
