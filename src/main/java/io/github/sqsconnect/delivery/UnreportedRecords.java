package io.github.sqsconnect.delivery;

import io.github.sqsconnect.delivery.PipelineSnapshot.HeldState;
import io.github.sqsconnect.delivery.PipelineSnapshot.RecordState;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rejected records that {@link ErrantRecordReports} has not reported yet. Decides when each is
 * reported.
 *
 * <table>
 * <caption>When a record is reported</caption>
 * <tr><th>rejected by</th><th>its queue</th><th>reported</th></tr>
 * <tr><td>the connector</td><td>any</td><td>at once</td></tr>
 * <tr><td>SQS</td><td>has accepted a message since its last rejected request</td><td>at once</td></tr>
 * <tr><td>SQS</td><td>rejects every message</td><td>after 2 seconds</td></tr>
 * </table>
 *
 * <p>A queue that rejects every message is usually configured wrongly. The task then stops after
 * ten requests, and records that still wait are not in the dead-letter topic.
 */
final class UnreportedRecords {
  /** How long a record waits while its queue rejects every message. */
  private static final long HOLD_MS = 2_000;

  /**
   * A record that SQS rejected.
   *
   * @param until the time when it is reported even if the queue still rejects every message
   */
  private record Held(TrackedRecord tracked, QueueBacklog backlog, long until) {
    long reportAt() {
      return backlog.isRejecting() ? until : QueueBacklog.ALWAYS;
    }
  }

  private final MillisClock clock;

  /** Records that the connector itself rejected. */
  private final ArrayDeque<TrackedRecord> ready = new ArrayDeque<>();

  /** Records that SQS rejected, the oldest first. */
  private final ArrayDeque<Held> held = new ArrayDeque<>();

  UnreportedRecords(MillisClock clock) {
    this.clock = clock;
  }

  /** Adds a record that no message could be built from. */
  void add(TrackedRecord tracked) {
    ready.add(tracked);
  }

  /** Adds a record after SQS rejected one of its messages. */
  void hold(TrackedRecord tracked, QueueBacklog backlog) {
    held.add(new Held(tracked, backlog, clock.now() + HOLD_MS));
  }

  /** Removes and returns the next record to report now, or null. */
  @Nullable TrackedRecord poll() {
    TrackedRecord next = ready.poll();
    if (next != null || held.isEmpty() || clock.now() < held.getFirst().reportAt()) {
      return next;
    }
    return held.removeFirst().tracked();
  }

  /** The time when the next record is to be reported. */
  long nextReportAt() {
    if (!ready.isEmpty()) {
      return QueueBacklog.ALWAYS;
    }
    return held.isEmpty() ? QueueBacklog.NEVER : held.getFirst().reportAt();
  }

  /** Records that are ready to be reported, for proofs. */
  List<RecordState> readySnapshot() {
    return ready.stream().map(TrackedRecord::snapshot).toList();
  }

  /** Records that SQS rejected and that still wait, for proofs. */
  List<HeldState> heldSnapshot() {
    return held.stream()
        .map(record -> new HeldState(record.tracked().snapshot(), record.until()))
        .toList();
  }
}
