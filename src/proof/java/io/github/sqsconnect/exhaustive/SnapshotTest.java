package io.github.sqsconnect.exhaustive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The snapshot of the core shows every field that can decide what the task does next. */
class SnapshotTest {
  private static final int ENOUGH_STATES = 500;
  private static final int MOST_STATES = 4_000;

  /** The same in all states. */
  private static final Set<String> CONSTANTS =
      Set.of(
          "InFlightWindow.largest",
          "MinimumInterval.ms",
          "QueueBacklog.halvesShareGroups",
          "RateLimit.messagesPerSecond",
          "RejectedStart.max");

  /** A second form of what the snapshot has. */
  private static final Set<String> DERIVED =
      Set.of(
          "MessageAccumulator.byQueue",
          "MessageBatch.bytes",
          "MessageBatch.deliveries",
          "OffsetTracker.byTopic",
          "PartitionOffsets.lane",
          "PartitionOffsets.last",
          "QueueBacklog.lastAppendedAt",
          "QueueLane.bytesOfParts",
          "QueueLane.maxBytes",
          "QueueLane.maxInFlight",
          "QueueLanes.byQueue",
          "QueueLanes.used",
          "TrackedRecord.previous");

  /**
   * What decides nothing in the small worlds: metrics, log intervals, rate, credentials, and queues
   * that records choose.
   */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "CredentialsRenewal.checkedAt",
          "CredentialsRenewal.renewedAt",
          "CredentialsRenewal.spreadUntil",
          "Delivery.isRetried",
          "DeliveryCounts.deliveredAt",
          "ErrantRecordReports.written",
          "MessageBatch.completedAt",
          "MinimumInterval.notBefore",
          "MissingQueues.absences",
          "QueueHealth.failingSince",
          "QueueHealth.isReported",
          "QueueHealth.retries",
          "QueueHealth.unfinished",
          "RateLimit.openAtMicros",
          "TrackedRecord.cause",
          "TrackedRecord.isSplit",
          "UnseenRecords.areDropsIntended",
          "UnseenRecords.count",
          "UnseenRecords.countOfLine",
          "UnseenRecords.isInPut",
          "UnseenRecords.proposed",
          "UnseenRecords.silentTopics");

  /**
   * In the snapshot, and always empty in the small worlds: each of their records has a message, and
   * rejections at the start never stop the task.
   */
  private static final Set<String> EMPTY =
      Set.of("UnreportedRecords.ready", "RejectedStart.rejecting", "RejectedStart.rows");

  @Test
  void everyFieldOfTheCoreShowsInItsSnapshotOrIsListedHere() {
    UnnoticedFields fields = new UnnoticedFields();
    Set<String> listed = new TreeSet<>();
    Stream.of(CONSTANTS, DERIVED, WITHOUT_EFFECT, EMPTY).forEach(listed::addAll);
    for (Scope scope : List.of(Scopes.smallBuffer(), Scope.fifo(1, 2, 2).relaxed())) {
      ExhaustiveSearch exploration = new ExhaustiveSearch(scope);
      exploration
          .visiting(
              world -> {
                fields.tryAll(world.worker().task());
                return exploration.states() < ENOUGH_STATES || !listed.containsAll(fields.names());
              })
          .run();
    }
    assertThat(fields.names())
        .as("fields of the core that no snapshot shows: add them there, or list them here")
        .isEqualTo(listed);
  }
}
