package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Generator;
import io.github.sqsconnect.property.Property;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Compares the tracker with one that remembers every record and searches for the first outstanding.
 */
class OffsetTrackerProperties {
  private static final List<TopicPartition> PARTITIONS = List.of(TestPipeline.P0, TestPipeline.P1);

  private enum Kind {
    OPEN,
    CLOSE,
    REGISTER,
    ACKNOWLEDGE
  }

  private record Step(Kind kind, TopicPartition partition, int number) {}

  /** One record in the naive tracker. */
  private static final class Known {
    private final TrackedRecord tracked;
    private final long offset;
    private boolean acknowledged;

    Known(TrackedRecord tracked, long offset) {
      this.tracked = tracked;
      this.offset = offset;
    }
  }

  private static Generator<List<Step>> steps() {
    Generator<Kind> kinds =
        Generator.weighted(
            Generator.times(1, Kind.OPEN),
            Generator.times(1, Kind.CLOSE),
            Generator.times(3, Kind.REGISTER),
            Generator.times(3, Kind.ACKNOWLEDGE));
    Generator<Step> step =
        draw -> new Step(kinds.from(draw), Generator.of(PARTITIONS).from(draw), draw.below(6));
    return step.list(80);
  }

  @Property(tries = 300)
  void committableOffsetIsThatOfANaiveTracker(Draw draw) {
    List<Step> steps = draw.next("steps", steps());
    new TwoTrackers().run(steps);
  }

  /** Both trackers during the life of one task. */
  private static final class TwoTrackers {
    private final OffsetTracker tracker = new OffsetTracker();
    private final Map<TopicPartition, List<Known>> open = new HashMap<>();
    private final List<Known> orphans = new ArrayList<>();

    void run(List<Step> steps) {
      for (Step step : steps) {
        switch (step.kind()) {
          case OPEN -> {
            tracker.open(step.partition());
            forget(step.partition());
            open.put(step.partition(), new ArrayList<>());
          }
          case CLOSE -> {
            tracker.close(step.partition());
            forget(step.partition());
          }
          case REGISTER -> register(step.partition(), step.number());
          case ACKNOWLEDGE -> acknowledge(step.partition(), step.number());
        }
        PARTITIONS.forEach(this::compare);
        assertThat(tracker.isEmpty()).isEqualTo(open.isEmpty());
        assertThat(tracker.hasSilentPartition())
            .isEqualTo(open.values().stream().anyMatch(List::isEmpty));
      }
    }

    private void forget(TopicPartition partition) {
      List<Known> records = open.remove(partition);
      if (records != null) {
        orphans.addAll(records);
      }
    }

    private void register(TopicPartition partition, int gap) {
      List<Known> records = open.get(partition);
      if (records == null) {
        assertThatThrownBy(() -> tracker.partitionOf(MessageBatches.record(partition, gap, "v")))
            .isInstanceOf(ConnectException.class);
        return;
      }
      long next = records.isEmpty() ? 0 : records.get(records.size() - 1).offset + 1;
      long offset = next + gap;
      SinkRecord record = MessageBatches.record(partition, offset, "v");
      PartitionOffsets offsets = tracker.partitionOf(record);
      assertThat(offsets.lastOffset()).isEqualTo(next - 1);
      records.add(new Known(offsets.register(record, 10 + gap, gap), offset));
    }

    /** Acknowledges an outstanding record, or one of an earlier assignment, without effect. */
    private void acknowledge(TopicPartition partition, int number) {
      List<Known> candidates =
          open.getOrDefault(partition, orphans).stream().filter(r -> !r.acknowledged).toList();
      if (!candidates.isEmpty()) {
        Known record = candidates.get(number % candidates.size());
        record.acknowledged = true;
        record.tracked.acknowledge();
      }
    }

    private void compare(TopicPartition partition) {
      List<Known> records = open.get(partition);
      for (Known orphan : orphans) {
        assertThat(orphan.tracked.isOrphan()).isTrue();
        assertThat(orphan.tracked.isOutstanding()).as("keeps Connect's record").isFalse();
      }
      if (records == null) {
        assertThat(tracker.partition(partition)).isNull();
        assertThat(tracker.committable(Map.of(partition, new OffsetAndMetadata(3)))).isEmpty();
        return;
      }
      records.forEach(known -> assertThat(known.tracked.isOrphan()).isFalse());
      List<Known> behind = records.stream().dropWhile(known -> known.acknowledged).toList();
      PartitionOffsets offsets = tracker.partition(partition);
      assertThat(offsets.first()).isSameAs(behind.isEmpty() ? null : behind.get(0).tracked);
      assertThat(offsets.registeredAfterFirst()).isEqualTo(Math.max(0, behind.size() - 1));
      assertThat(offsets.isLaterRecordAcknowledged())
          .isEqualTo(behind.stream().anyMatch(known -> known.acknowledged));
      long outstanding = records.stream().filter(known -> !known.acknowledged).count();
      assertThat(offsets.bytes()).isBetween(outstanding * 10, outstanding * 20);
      long first = behind.isEmpty() ? Long.MAX_VALUE : behind.get(0).offset;
      for (long proposed = 0; proposed < 12; proposed++) {
        OffsetAndMetadata proposal = new OffsetAndMetadata(proposed, "metadata");
        assertThat(tracker.committable(Map.of(partition, proposal)).get(partition))
            .isEqualTo(proposed <= first ? proposal : new OffsetAndMetadata(first));
      }
    }
  }
}
