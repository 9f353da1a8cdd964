package io.github.sqsconnect.delivery;

import static io.github.sqsconnect.property.Generator.integers;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.ManualClock;
import io.github.sqsconnect.fakes.Outcomes;
import io.github.sqsconnect.logs.CapturedLog;
import io.github.sqsconnect.message.TargetQueue;
import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Generator;
import io.github.sqsconnect.property.Property;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** For any deliveries: a warning counts the records that a queue has dropped, and no others. */
class SharedDeduplicationIdsProperties {
  private static final List<TopicPartition> PARTITIONS =
      List.of(TestPipeline.P0, TestPipeline.P1, TestPipeline.ORDERS);
  private static final List<TargetQueue> QUEUES =
      List.of(TestPipeline.FIFO, new TargetQueue(TestPipeline.FIFO.url().replace("ev", "oth")));

  private record Answered(
      TargetQueue queue,
      @Nullable String id,
      TopicPartition partition,
      int offset,
      boolean isDelivered,
      int waitMs) {
    Completion completion() {
      TrackedRecord tracked =
          new PartitionOffsets(partition)
              .register(MessageBatches.record(partition, offset, "value"), 5, 0);
      Delivery delivery =
          new Delivery(MessageBatches.message(queue, "body", "group", id), tracked, 0);
      return Completion.of(
          new MessageBatch(queue, List.of(delivery)),
          List.of(isDelivered ? new DeliveryOutcome.Delivered() : Outcomes.internalError()));
    }

    boolean isOf(Answered first) {
      return partition.equals(first.partition()) && offset == first.offset();
    }
  }

  /** The first record of an id, and how many others had it since. */
  private static final class Shared {
    private final Answered first;
    private final long at;
    private int others;

    Shared(Answered first, long at) {
      this.first = first;
      this.at = at;
    }
  }

  private static Generator<List<Answered>> answers() {
    Generator<Integer> waits =
        Generator.weighted(
            Generator.times(40, 0),
            Generator.times(4, 1_000),
            Generator.times(1, 299_999),
            Generator.times(1, 300_000),
            Generator.times(1, 3_600_000));
    Generator<@Nullable String> ids = Generator.of("a", "b").orNull(8);
    Generator<Answered> answer =
        draw ->
            new Answered(
                Generator.of(QUEUES).from(draw),
                ids.from(draw),
                Generator.of(PARTITIONS).from(draw),
                integers(0, 3).from(draw),
                draw.below(8) > 0,
                waits.from(draw));
    return answer.list(160);
  }

  @Property(tries = 200)
  void warningCountsTheRecordsThatAQueueHasDropped(Draw draw) {
    ManualClock clock = new ManualClock();
    ArrayDeque<Completion> mailbox = new ArrayDeque<>();
    SharedDeduplicationIds ids = new SharedDeduplicationIds(atMost -> mailbox.poll(), clock);
    Map<List<?>, Shared> model = new HashMap<>();
    long dropped = 0;
    long nextWarningAt = 0;
    int warnings = 0;
    for (Answered answered : draw.next("answers", answers())) {
      clock.advance(answered.waitMs());
      boolean warns = false;
      if (answered.isDelivered() && answered.id() != null) {
        List<?> key = List.of(answered.queue(), answered.id());
        Shared known = model.get(key);
        if (known == null || clock.now() - known.at >= 300_000) {
          model.put(key, new Shared(answered, clock.now()));
        } else if (!answered.isOf(known.first)) {
          known.others++;
          dropped++;
          warns = known.others >= 10 && clock.now() >= nextWarningAt;
        }
      }

      Completion completion = answered.completion();
      mailbox.add(completion);
      String log =
          CapturedLog.of(
              () -> {
                assertThat(ids.take(Duration.ZERO)).isSameAs(completion);
                assertThat(ids.take(Duration.ZERO)).isNull();
              });
      if (warns) {
        assertThat(log).contains("event=deduplication_id_shared dropped=" + dropped + ";");
        dropped = 0;
        nextWarningAt = clock.now() + 3_600_000;
        warnings++;
      } else {
        assertThat(log).isEmpty();
      }
    }
    draw.count("warnings", warnings);
  }
}
