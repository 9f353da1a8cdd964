package io.github.sqsconnect.watch;

import io.github.sqsconnect.endpoint.Counters;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * The points of the charts over the last minutes, computed from totals. For one thread at a time.
 */
final class WatchHistory {
  /** Three minutes of points, one each second. */
  private static final int POINTS = 180;

  private final Deque<WatchSample> samples = new ArrayDeque<>();
  private Totals last = new Totals(0, 0, 0, 0, 0, 0);

  private record Totals(
      long atMillis, long produced, long stored, long retried, long entries, long requests) {}

  /** Adds the point of this second. */
  synchronized void add(
      long nowMillis,
      WatchLedger.Counts counts,
      TaskReading task,
      Counters endpoint,
      Set<WatchAction> active) {
    Totals now =
        new Totals(
            nowMillis,
            counts.produced(),
            counts.stored(),
            task.retried(),
            endpoint.entriesReceived(),
            endpoint.action("SendMessageBatch"));
    WatchSample previous = latest();
    double seconds = last.atMillis() == 0 ? 1 : Math.max(1, nowMillis - last.atMillis()) / 1000.0;
    long requests = now.requests() - last.requests();
    samples.add(
        new WatchSample(
            previous.number() + 1,
            nowMillis,
            WatchSample.bits(active),
            (now.produced() - last.produced()) / seconds,
            (now.stored() - last.stored()) / seconds,
            counts.oldestAgeMillis() / 1000.0,
            task.inFlight(),
            task.window(),
            Math.max(0, now.retried() - last.retried()) / seconds,
            requests == 0 ? 0 : (double) (now.entries() - last.entries()) / requests,
            counts.lag()));
    last = now;
    if (samples.size() > POINTS) {
      samples.remove();
    }
  }

  synchronized WatchSample latest() {
    return samples.isEmpty() ? WatchSample.NONE : samples.getLast();
  }

  synchronized List<WatchSample> samples() {
    return List.copyOf(samples);
  }
}
