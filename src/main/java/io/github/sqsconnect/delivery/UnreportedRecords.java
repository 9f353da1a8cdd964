package io.github.sqsconnect.delivery;

import io.github.sqsconnect.delivery.PipelineSnapshot.HeldState;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rejected records that {@link ErrantRecordReports} has not reported yet. Decides when each is
 * reported.
 *
 * <table>
 * <caption>When a record is reported</caption>
 * <tr><th>rejected by</th><th>situation</th><th>reported</th></tr>
 * <tr><td>the connector or SQS</td><td>nothing was delivered since the start: {@link RejectedStart}</td>
 * <td>after 10 seconds</td></tr>
 * <tr><td>SQS</td><td>its queue rejects every message</td><td>after 2 seconds</td></tr>
 * <tr><td>the connector or SQS</td><td>any other</td><td>at once</td></tr>
 * </table>
 *
 * <p>In both cases of waiting the configuration may be the cause. If it is, the task stops, and
 * records that still wait are not in the dead-letter topic.
 */
final class UnreportedRecords {
  /** How long a record waits while its queue rejects every message. */
  private static final long HOLD_MS = 2_000;

  /**
   * A rejected record.
   *
   * @param backlog the queue that rejected it, or null if the connector did
   * @param at when it was rejected
   */
  private record Held(TrackedRecord tracked, @Nullable QueueBacklog backlog, long at) {
    long until() {
      return backlog == null ? at : at + HOLD_MS;
    }

    boolean isQueueRejecting() {
      return backlog != null && backlog.isRejecting();
    }
  }

  private final RejectedStart start;
  private final MillisClock clock;

  /** Records that the connector itself rejected, the oldest first. */
  private final ArrayDeque<Held> ready = new ArrayDeque<>();

  /** Records that SQS rejected, the oldest first. */
  private final ArrayDeque<Held> held = new ArrayDeque<>();

  UnreportedRecords(RejectedStart start, MillisClock clock) {
    this.start = start;
    this.clock = clock;
  }

  /** Adds a record that no message could be built from. */
  void add(TrackedRecord tracked) {
    start.rejected(tracked);
    ready.add(new Held(tracked, null, clock.now()));
  }

  /** Adds a record after SQS rejected one of its messages. */
  void hold(TrackedRecord tracked, QueueBacklog backlog) {
    start.rejected(tracked);
    held.add(new Held(tracked, backlog, clock.now()));
  }

  /** Drops records of revoked partitions. Connect reads them again. */
  void dropOrphans() {
    ready.removeIf(this::isDropped);
    held.removeIf(this::isDropped);
  }

  private boolean isDropped(Held record) {
    if (record.tracked().isOrphan()) {
      start.dropped(record.tracked());
      return true;
    }
    return false;
  }

  /** Removes and returns the next record to report now, or null. */
  @Nullable TrackedRecord poll() {
    for (ArrayDeque<Held> records : List.of(ready, held)) {
      if (clock.now() >= reportAt(records)) {
        return records.removeFirst().tracked();
      }
    }
    return null;
  }

  /** The time when the next record is to be reported. */
  long nextReportAt() {
    return Math.min(reportAt(ready), reportAt(held));
  }

  /** The time when the first of these records is to be reported. */
  private long reportAt(ArrayDeque<Held> records) {
    Held first = records.peekFirst();
    if (first == null) {
      return QueueBacklog.NEVER;
    }
    long at = first.isQueueRejecting() ? first.until() : QueueBacklog.ALWAYS;
    return start.isUndecided() ? Math.max(at, start.holdUntil(first.at())) : at;
  }

  /** Records that the connector rejected, for proofs. */
  List<HeldState> readySnapshot() {
    return snapshot(ready);
  }

  /** Records that SQS rejected, for proofs. */
  List<HeldState> heldSnapshot() {
    return snapshot(held);
  }

  private List<HeldState> snapshot(ArrayDeque<Held> records) {
    return records.stream()
        .map(
            record ->
                new HeldState(
                    record.tracked().snapshot(),
                    start.isUndecided() ? start.holdUntil(record.at()) : record.until()))
        .toList();
  }
}
