package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.ManualClock;
import io.github.sqsconnect.logs.CapturedLog;
import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Generator;
import io.github.sqsconnect.property.Property;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Connect reads records of two partitions and passes some of them on. Counted are those that it
 * dropped after the last one that it passed on, and never others.
 */
class UnseenRecordsProperties {
  private static final List<TopicPartition> PARTITIONS =
      List.of(TestPipeline.P0, TestPipeline.ORDERS);

  private enum Kind {
    PASS_ON,
    DROP,
    COMMIT,
    FAIL,
    REASSIGN,
    WAIT
  }

  private record Step(Kind kind, int partition, int number) {}

  private static Generator<List<Step>> steps() {
    Generator<Kind> kinds =
        Generator.weighted(
            Generator.times(4, Kind.PASS_ON),
            Generator.times(4, Kind.DROP),
            Generator.times(5, Kind.COMMIT),
            Generator.times(1, Kind.FAIL),
            Generator.times(1, Kind.REASSIGN),
            Generator.times(2, Kind.WAIT));
    Generator<Step> step = draw -> new Step(kinds.from(draw), draw.below(2), draw.below(40_000));
    return step.list(40);
  }

  /** What Connect has read of a partition since it was assigned. */
  private static final class Reading {
    private long position = 100;
    private long lastPut = -1;

    /** Records that were dropped since the last commit, or the last record that was passed on. */
    private long dropped;

    /** Whether any of them must have been the task's: it knows where Connect started. */
    private boolean isStartKnown;

    /** Whether no record was passed on since the last commit. */
    private boolean isSilent;
  }

  @Property(tries = 500)
  void recordsThatAreDroppedAfterTheLastOneAreCounted(Draw draw) {
    boolean areDropsIntended = draw.coin();
    ManualClock clock = new ManualClock();
    UnseenRecords unseen = new UnseenRecords("Set a=b.", areDropsIntended, clock);
    Map<TopicPartition, Reading> readings = new HashMap<>();
    PARTITIONS.forEach(partition -> readings.put(partition, new Reading()));
    TreeSet<String> topics = new TreeSet<>();
    long count = 0;
    long countOfLine = 0;
    long nextLineAt = 0;
    for (Step step : draw.next("steps", steps())) {
      TopicPartition partition = PARTITIONS.get(step.partition());
      Reading reading = readings.get(partition);
      switch (step.kind()) {
        case PASS_ON -> {
          unseen.putBegins();
          unseen.putEnds();
          reading.lastPut = reading.position++;
          reading.dropped = 0;
          reading.isStartKnown = true;
          reading.isSilent = false;
        }
        case DROP -> {
          reading.position++;
          reading.dropped++;
        }
        case COMMIT -> {
          for (TopicPartition each : PARTITIONS) {
            Reading of = readings.get(each);
            long more = of.isStartKnown ? of.dropped : 0;
            count += more;
            if (more > 0 && of.isSilent) {
              countOfLine += more;
              topics.add(each.topic());
            }
            of.dropped = 0;
            of.isStartKnown = true;
            of.isSilent = true;
          }
          String log = CapturedLog.atInfo(UnseenRecords.class, () -> commit(unseen, readings));
          if (countOfLine > 0 && clock.now() >= nextLineAt) {
            assertThat(log)
                .contains(areDropsIntended ? "INFO" : "WARN")
                .contains("count=" + countOfLine + " total=" + count + " topics=" + topics)
                .contains("Set a=b.");
            nextLineAt = clock.now() + 60_000;
            countOfLine = 0;
            topics.clear();
          } else {
            assertThat(log).isEmpty();
          }
        }
        case FAIL -> {
          unseen.putBegins();
          commit(unseen, readings);
          unseen.putEnds();
        }
        case REASSIGN -> {
          readings.put(partition, new Reading());
          unseen.forget(List.of(partition));
        }
        case WAIT -> clock.advance(step.number());
      }
      assertThat(unseen.count()).isEqualTo(count);
    }
  }

  private static void commit(UnseenRecords unseen, Map<TopicPartition, Reading> readings) {
    Map<TopicPartition, OffsetAndMetadata> proposed = new HashMap<>();
    readings.forEach(
        (partition, reading) -> proposed.put(partition, new OffsetAndMetadata(reading.position)));
    unseen.observe(proposed, partition -> readings.get(partition).lastPut);
  }
}
