package io.github.sqsconnect.delivery;

import io.github.sqsconnect.delivery.PipelineSnapshot.StartState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether the records that are rejected at the start of a task show a wrong configuration.
 * Such a configuration must not send a whole topic to the dead-letter topic, so the task stops when
 * {@code sqs.rejected.in.a.row.max} records were rejected for one {@link RejectionCause} and no
 * record was delivered.
 *
 * <pre>
 *   undecided ── a message is delivered, or a record is filtered by its content ──► over
 *       │
 *       └─ enough records of one cause are rejected, and no message waits or is in flight
 *              │
 *              ├─ every open partition has had a record, or 5 s have passed ──► the task stops
 *              └─ else: partitions with rejected records pause, so that the others can be read
 * </pre>
 *
 * <p>While it is undecided, {@link UnreportedRecords} keeps each rejected record for {@link
 * #HOLD_MS}, so that few or none are in the dead-letter topic when the task stops. Once a message
 * is delivered, the check is over until the task restarts.
 */
final class RejectedStart {
  /** How long a rejected record waits at most, until it is reported. */
  static final long HOLD_MS = 10_000;

  /** How long the decision waits for records of other partitions. */
  private static final long OTHERS_MS = 5_000;

  /** The rejected records of one cause. */
  private static final class Row {
    private final String first;
    private int count;

    Row(String first) {
      this.first = first;
    }
  }

  private final int max;
  private final Map<RejectionCause, Row> rows = new HashMap<>();
  private final Set<TopicPartition> rejecting = new HashSet<>();
  private boolean isOver;
  private long decideAt = QueueBacklog.NEVER;

  /**
   * A start without records.
   *
   * @param max the number of rejected records of one cause that stops the task; less than 1 to
   *     never stop it
   */
  RejectedStart(int max) {
    this.max = max;
    isOver = max < 1;
  }

  /** Whether the configuration may still be the cause of rejections. */
  boolean isUndecided() {
    return !isOver;
  }

  /**
   * Until when a rejected record waits while it is undecided. If enough are rejected, all of them
   * wait for the decision, which may need the outcome of messages in flight.
   *
   * @param rejectedAt when it was rejected
   */
  long holdUntil(long rejectedAt) {
    return rows.values().stream().anyMatch(row -> row.count >= max)
        ? QueueBacklog.NEVER
        : rejectedAt + HOLD_MS;
  }

  /** A message was delivered, or a record was filtered by its content: the settings work. */
  void succeeded() {
    isOver = true;
    rows.clear();
    rejecting.clear();
    decideAt = QueueBacklog.NEVER;
  }

  /** A record was rejected. */
  void rejected(TrackedRecord tracked) {
    RejectionCause cause = tracked.cause();
    if (isOver || cause == null) {
      return;
    }
    rows.computeIfAbsent(cause, unused -> new Row(describe(tracked))).count++;
    rejecting.add(tracked.topicPartition());
  }

  private static String describe(TrackedRecord tracked) {
    return "record "
        + tracked.topicPartition()
        + '-'
        + tracked.offset()
        + ": "
        + UndeliverableException.bounded(String.valueOf(tracked.rejection()));
  }

  /** A rejected record was dropped before it was reported; Connect reads it again. */
  void dropped(TrackedRecord tracked) {
    RejectionCause cause = tracked.cause();
    Row row = cause == null ? null : rows.get(cause);
    if (row != null) {
      row.count--;
    }
  }

  /**
   * Why the task must stop, or null. Must not be asked while a message waits or is in flight, which
   * may still be delivered.
   *
   * @param othersAreSilent whether an open partition has had no record yet
   */
  @Nullable String reasonToStop(boolean othersAreSilent, long now) {
    for (Map.Entry<RejectionCause, Row> entry : rows.entrySet()) {
      if (entry.getValue().count >= max) {
        decideAt = Math.min(decideAt, now + OTHERS_MS);
        return othersAreSilent && now < decideAt ? null : message(entry.getKey(), entry.getValue());
      }
    }
    decideAt = QueueBacklog.NEVER;
    return null;
  }

  private static String message(RejectionCause cause, Row row) {
    return row.count
        + " records since the start of the task were rejected for one kind of reason, and none was delivered. The first"
        + " one is "
        + row.first
        + ". "
        + cause.likelyFix();
  }

  /** When the decision is due that waits for other partitions. */
  long decideAt() {
    return decideAt;
  }

  /** Partitions that must not be read while the decision waits for others. */
  Set<TopicPartition> waitingForOthers() {
    return decideAt == QueueBacklog.NEVER ? Set.of() : Set.copyOf(rejecting);
  }

  /** Its state, for proofs. */
  StartState snapshot() {
    Map<RejectionCause, Integer> counts = new HashMap<>();
    rows.forEach((cause, row) -> counts.put(cause, row.count));
    return new StartState(isOver, counts.values().stream().sorted().toList(), decideAt);
  }
}
