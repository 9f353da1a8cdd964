package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.json.RejectionKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class OffsetTrackerTest {
  private static final TopicPartition P0 = new TopicPartition("events", 0);
  private static final TopicPartition P1 = new TopicPartition("events", 1);

  private final OffsetTracker tracker = new OffsetTracker();

  @Test
  void withNothingOutstandingTheProposedOffsetIsCommittable() {
    tracker.open(P0);
    OffsetAndMetadata proposed = new OffsetAndMetadata(42, "metadata");
    assertThat(tracker.committable(Map.of(P0, proposed))).containsExactly(Map.entry(P0, proposed));
  }

  @Test
  void firstOutstandingRecordLimitsTheOffset() {
    tracker.open(P0);
    register(P0, 10);
    TrackedRecord second = register(P0, 11);
    second.acknowledge();
    assertThat(committable(P0, 12)).isEqualTo(10);
  }

  @Test
  void acknowledgedRecordsInFrontReleaseTheOffset() {
    tracker.open(P0);
    TrackedRecord first = register(P0, 10);
    TrackedRecord second = register(P0, 11);
    register(P0, 12);
    second.acknowledge();
    first.acknowledge();
    assertThat(committable(P0, 13)).isEqualTo(12);
  }

  @Test
  void gapsBetweenOffsetsNeedNothing() {
    tracker.open(P0);
    TrackedRecord first = register(P0, 10);
    register(P0, 500);
    first.acknowledge();
    assertThat(committable(P0, 501)).isEqualTo(500);
  }

  @Test
  void proposedOffsetBelowTheFirstOutstandingOneStays() {
    tracker.open(P0);
    register(P0, 10);
    assertThat(committable(P0, 7)).isEqualTo(7);
  }

  @Test
  void onlyRequestedAndOpenPartitionsAreCommittable() {
    tracker.open(P0);
    assertThat(
            tracker.committable(Map.of(P0, new OffsetAndMetadata(1), P1, new OffsetAndMetadata(1))))
        .containsOnlyKeys(P0);
    tracker.open(P1);
    assertThat(tracker.committable(Map.of(P0, new OffsetAndMetadata(1)))).containsOnlyKeys(P0);
  }

  @Test
  void positionsAreThoseBeforeAnyTransform() {
    tracker.open(P0);
    SinkRecord transformed =
        new SinkRecord(
            "renamed",
            9,
            null,
            null,
            null,
            "value",
            700,
            null,
            TimestampType.NO_TIMESTAMP_TYPE,
            List.of(),
            "events",
            0,
            10);
    assertThat(tracker.partitionOf(transformed).register(transformed, 5, 0).offset()).isEqualTo(10);
    assertThat(committable(P0, 11)).isEqualTo(10);
  }

  @Test
  void recordOfAPartitionThatIsNotOpenIsAnError() {
    tracker.open(P0);
    assertThatThrownBy(() -> register(P1, 3))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith("SQS-023 record events-1-3 ")
        .hasMessageContaining("not open");
    tracker.close(P0);
    assertThatThrownBy(() -> register(P0, 3)).hasMessageContaining("not open");
  }

  @Test
  void acknowledgedRecordIsReleasedAlsoAfterAnOutstandingOne() {
    tracker.open(P0);
    TrackedRecord first = register(P0, 10);
    TrackedRecord second = register(P0, 11);
    PartitionOffsets partition = tracker.partition(P0);
    assertThat(tracker.bytes()).isEqualTo(10);
    second.acknowledge();
    second.acknowledge();
    assertThat(tracker.bytes()).as("doing it twice changes nothing").isEqualTo(5);
    assertThat(partition.registeredAfterFirst()).isEqualTo(1);
    assertThat(partition.isLaterRecordAcknowledged()).isTrue();
    assertThat(second.isOutstanding()).isFalse();
    assertThatThrownBy(second::sinkRecord).hasMessageContaining("released");
    assertThat(first.sinkRecord()).isNotNull();
  }

  @Test
  void goingBackForgetsWhatIsFromTheNewOffsetOn() {
    tracker.open(P0);
    TrackedRecord kept = register(P0, 10);
    register(P0, 11).acknowledge();
    TrackedRecord old = register(P0, 12);
    register(P0, 13).acknowledge();
    PartitionOffsets partition = tracker.partition(P0);
    assertThat(partition.rewindTo(12)).isEqualTo(1);
    assertThat(old.isOrphan()).isTrue();
    assertThat(old.isOutstanding()).isFalse();
    assertThat(kept.isOrphan()).isFalse();
    TrackedRecord again = register(P0, 12);
    old.acknowledge();
    assertThat(partition.first()).isSameAs(kept);
    assertThat(partition.registeredAfterFirst()).isEqualTo(1);
    assertThat(partition.isLaterRecordAcknowledged()).isFalse();
    kept.acknowledge();
    assertThat(committable(P0, 13)).isEqualTo(12);
    assertThat(partition.rewindTo(0)).isEqualTo(1);
    assertThat(again.isOrphan()).isTrue();
    assertThat(tracker.bytes()).isZero();
    register(P0, 0);
    assertThat(committable(P0, 1)).isZero();
  }

  @Test
  void closedPartitionReleasesItsRecords() {
    tracker.open(P0);
    TrackedRecord tracked = register(P0, 10);
    PartitionOffsets partition = tracker.partition(P0);
    tracker.close(P0);
    assertThat(tracked.isOutstanding()).isFalse();
    assertThat(partition.bytes()).isZero();
    assertThat(partition.first()).isNull();
    assertThat(partition.registeredAfterFirst()).isZero();
    assertThat(partition.isLaterRecordAcknowledged()).isFalse();
    assertThat(tracker.bytes()).isZero();
  }

  @Test
  void lateAcknowledgementAfterRebalanceIsIgnored() {
    tracker.open(P0);
    TrackedRecord old = register(P0, 10);
    tracker.close(P0);
    assertThat(old.isOrphan()).isTrue();
    tracker.open(P0);
    TrackedRecord again = register(P0, 10);
    old.acknowledge();
    assertThat(again.isOrphan()).isFalse();
    assertThat(committable(P0, 11)).isEqualTo(10);
    again.acknowledge();
    assertThat(committable(P0, 11)).isEqualTo(11);
  }

  @Test
  void openingAnOpenPartitionStartsAnotherLife() {
    tracker.open(P0);
    TrackedRecord old = register(P0, 10);
    tracker.open(P0);
    assertThat(old.isOrphan()).isTrue();
    assertThat(committable(P0, 9)).isEqualTo(9);
    register(P0, 5);
    assertThat(committable(P0, 9)).isEqualTo(5);
  }

  @Test
  void closingWhatIsNotOpenDoesNothing() {
    tracker.close(P0);
    tracker.open(P0);
    tracker.close(P0);
    tracker.close(P0);
    assertThat(tracker.snapshot()).isEmpty();
  }

  @Test
  void ticketIsDoneWithTheLastOfItsMessages() {
    tracker.open(P0);
    TrackedRecord tracked = register(P0, 10);
    tracked.addMessages(2);
    assertThat(tracked.messageDone()).isFalse();
    tracked.addMessages(2);
    assertThat(tracked.messageDone()).isFalse();
    assertThat(tracked.messageDone()).isFalse();
    assertThat(tracked.messageDone()).isTrue();
  }

  @Test
  void firstRejectionIsTheReason() {
    tracker.open(P0);
    TrackedRecord tracked = register(P0, 10);
    assertThat(tracked.rejection()).isNull();
    tracked.reject("first", RejectionCause.of(RejectionKind.BAD_VALUE));
    tracked.reject("second", RejectionCause.of(RejectionKind.BAD_VALUE));
    assertThat(tracked.rejection()).isEqualTo("first");
  }

  @Test
  void distanceStartsAtTheFirstOutstandingRecord() {
    tracker.open(P0);
    List<TrackedRecord> trackedRecords = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      trackedRecords.add(register(P0, i));
    }
    PartitionOffsets partition = tracker.partition(P0);
    assertThat(partition.registeredAfterFirst()).isEqualTo(4);
    trackedRecords.get(1).acknowledge();
    assertThat(partition.registeredAfterFirst()).isEqualTo(4);
    trackedRecords.get(0).acknowledge();
    assertThat(partition.registeredAfterFirst()).isEqualTo(2);
    assertThat(partition.first()).isSameAs(trackedRecords.get(2));
  }

  /** No committed offset exceeds an undelivered record, also after rebalances. */
  @Test
  void forAnyInterleavingNoCommittedOffsetExceedsAnUndeliveredRecord() {
    for (int seed = 0; seed < 400; seed++) {
      new Interleaving(seed).run();
    }
  }

  private TrackedRecord register(TopicPartition partition, long offset) {
    SinkRecord record = MessageBatches.record(partition, offset, "value");
    return tracker.partitionOf(record).register(record, 5, 0);
  }

  private long committable(TopicPartition partition, long proposed) {
    return tracker
        .committable(Map.of(partition, new OffsetAndMetadata(proposed)))
        .get(partition)
        .offset();
  }

  /** Random registrations, acknowledgements (late ones too), rebalances, restarts and commits. */
  private static final class Interleaving {
    private final SplittableRandom random;
    private final OffsetTracker tracker = new OffsetTracker();
    private final List<TopicPartition> partitions = List.of(P0, P1);
    private final Map<TopicPartition, Long> position = new HashMap<>();
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private final Map<TopicPartition, Set<Long>> delivered = new HashMap<>();
    private final Map<TopicPartition, List<Long>> existing = new HashMap<>();
    private final Set<TopicPartition> open = new HashSet<>();
    private final List<TrackedRecord> live = new ArrayList<>();
    private final List<TrackedRecord> orphans = new ArrayList<>();

    Interleaving(long seed) {
      random = new SplittableRandom(seed);
      for (TopicPartition partition : partitions) {
        List<Long> offsets = new ArrayList<>();
        long offset = random.nextInt(3);
        for (int i = 0; i < 60; i++) {
          offsets.add(offset);
          offset += 1 + (random.nextInt(4) == 0 ? random.nextInt(50) : 0);
        }
        existing.put(partition, offsets);
        committed.put(partition, offsets.get(0));
        delivered.put(partition, new HashSet<>());
      }
    }

    void run() {
      for (int step = 0; step < 300; step++) {
        TopicPartition partition = partitions.get(random.nextInt(2));
        switch (random.nextInt(10)) {
          case 0 -> openOrClose(partition);
          case 1, 2, 3, 4 -> register(partition);
          case 5, 6, 7 -> acknowledge(live);
          case 8 -> acknowledge(orphans);
          default -> commit();
        }
      }
      for (TopicPartition partition : partitions) {
        if (!open.contains(partition)) {
          openOrClose(partition);
        }
      }
      while (!live.isEmpty()) {
        acknowledge(live);
      }
      commit();
      assertThat(committed).as("all acknowledged").isEqualTo(position);
    }

    private void openOrClose(TopicPartition partition) {
      if (open.contains(partition)) {
        if (random.nextBoolean()) {
          commit();
        }
        open.remove(partition);
        tracker.close(partition);
        live.removeIf(
            tracked -> {
              boolean gone = tracked.topicPartition().equals(partition);
              if (gone) {
                orphans.add(tracked);
              }
              return gone;
            });
      } else {
        open.add(partition);
        tracker.open(partition);
        position.put(partition, committed.get(partition));
      }
    }

    private void register(TopicPartition partition) {
      if (!open.contains(partition)) {
        return;
      }
      long from = position.get(partition);
      existing.get(partition).stream()
          .filter(offset -> offset >= from)
          .findFirst()
          .ifPresent(
              offset -> {
                SinkRecord record = MessageBatches.record(partition, offset, "value");
                live.add(tracker.partitionOf(record).register(record, 5, 0));
                position.put(partition, offset + 1);
              });
    }

    private void acknowledge(List<TrackedRecord> trackedRecords) {
      if (trackedRecords.isEmpty()) {
        return;
      }
      TrackedRecord tracked = trackedRecords.remove(random.nextInt(trackedRecords.size()));
      if (trackedRecords == live) {
        delivered.get(tracked.topicPartition()).add(tracked.offset());
      }
      tracked.acknowledge();
    }

    private void commit() {
      Map<TopicPartition, OffsetAndMetadata> proposed = new HashMap<>();
      position.forEach(
          (partition, offset) -> proposed.put(partition, new OffsetAndMetadata(offset)));
      Map<TopicPartition, OffsetAndMetadata> committable = tracker.committable(proposed);
      assertThat(committable.keySet()).isSubsetOf(open);
      committable.forEach(
          (partition, offset) -> {
            for (long exists : existing.get(partition)) {
              assertThat(exists < offset.offset() && !delivered.get(partition).contains(exists))
                  .as("%s is committed although %d is not delivered", offset, exists)
                  .isFalse();
            }
            assertThat(offset.offset()).isGreaterThanOrEqualTo(committed.get(partition));
            committed.put(partition, offset.offset());
          });
    }
  }
}
