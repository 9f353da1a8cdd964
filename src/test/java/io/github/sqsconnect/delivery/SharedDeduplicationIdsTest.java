package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.ManualClock;
import io.github.sqsconnect.logs.CapturedLog;
import io.github.sqsconnect.message.TargetQueue;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SharedDeduplicationIdsTest {
  private static final TargetQueue FIFO = new TargetQueue("http://localhost/1/q.fifo");
  private static final DeliveryOutcome DELIVERED = new DeliveryOutcome.Delivered();
  private static final DeliveryOutcome FAILED =
      new DeliveryOutcome.Retriable(
          DeliveryOutcome.Retriable.Cause.SERVICE,
          new ServiceError("InternalError", "", "request-1"));

  private final ManualClock clock = new ManualClock();
  private final Deque<Completion> answers = new ArrayDeque<>();
  private final SharedDeduplicationIds sharedIds =
      new SharedDeduplicationIds(atMost -> answers.poll(), clock);
  private final PartitionOffsets offsets = new PartitionOffsets(MessageBatches.PARTITION);

  @Test
  void completionsPassUnchanged() {
    assertThat(sharedIds.take(Duration.ZERO)).isNull();
    Completion answer = answer("a", 0, DELIVERED);
    answers.add(answer);
    assertThat(sharedIds.take(Duration.ZERO)).isSameAs(answer);
  }

  @Test
  void firstWarningNamesTheTenRecordsBesidesTheFirst() {
    assertThat(warnings(10, 0, DELIVERED)).isEmpty();
    assertThat(warnings(1, 0, DELIVERED)).contains("dropped=10;");
  }

  @Test
  void warningsAreAnHourApartAndCountAllSince() {
    assertThat(warnings(100, 0, DELIVERED)).containsOnlyOnce("WARN");
    assertThat(warnings(200, 20_000, DELIVERED)).containsOnlyOnce("WARN");
  }

  @Test
  void idRepeatedAfterFiveMinutesIsNotDropped() {
    assertThat(warnings(100, 300_000, DELIVERED)).isEmpty();
    assertThat(warnings(30, 30_000, DELIVERED)).isEmpty();
  }

  @Test
  void failedSendsAreNotCounted() {
    assertThat(warnings(100, 0, FAILED)).isEmpty();
  }

  @Test
  void oneIdInSeveralQueuesIsNotShared() {
    String log =
        CapturedLog.of(
            () -> {
              for (int i = 0; i < 100; i++) {
                TargetQueue queue = new TargetQueue("http://localhost/1/q" + i + ".fifo");
                answers.add(answer(queue, "same", offset++, DELIVERED));
                assertThat(sharedIds.take(Duration.ZERO)).isNotNull();
              }
            });
    assertThat(log).isEmpty();
  }

  @Test
  void messagesWithoutAnIdAreNotCounted() {
    assertThat(
            log(
                20,
                i -> {
                  TargetQueue standard = new TargetQueue("http://localhost/1/q");
                  return answer(standard, null, tracked(MessageBatches.PARTITION, i));
                }))
        .isEmpty();
  }

  /** Each pair of texts has one hash. */
  @Test
  void otherIdWithTheSameHashIsNotShared() {
    assertThat(
            log(
                100,
                i -> answer(FIFO, i % 2 == 0 ? "Aa" : "BB", tracked(MessageBatches.PARTITION, i))))
        .isEmpty();
    assertThat(
            log(
                100,
                i -> {
                  String url = "http://localhost/1/" + (i % 2 == 0 ? "Aa" : "BB") + ".fifo";
                  return answer(new TargetQueue(url), "same", tracked(MessageBatches.PARTITION, i));
                }))
        .isEmpty();
  }

  @Test
  void recordThatIsDeliveredAgainIsNotCounted() {
    TrackedRecord record = tracked(MessageBatches.PARTITION, 7);
    assertThat(log(100, i -> answer(FIFO, "same", record))).isEmpty();
  }

  @Test
  void recordsOfOtherPartitionsAndTopicsAreOtherRecords() {
    assertThat(log(11, i -> answer(FIFO, "a", tracked(new TopicPartition("t", i), 7))))
        .contains("dropped=10;");
    clock.advance(3_600_000);
    assertThat(log(11, i -> answer(FIFO, "b", tracked(new TopicPartition("t" + i, 0), 7))))
        .contains("dropped=10;");
  }

  private static TrackedRecord tracked(TopicPartition partition, long offset) {
    return new PartitionOffsets(partition)
        .register(MessageBatches.record(partition, offset, "value"), 0, 0);
  }

  private static Completion answer(TargetQueue queue, @Nullable String id, TrackedRecord tracked) {
    Delivery delivery =
        new Delivery(MessageBatches.message(queue, "body", "group", id), tracked, 0);
    return Completion.of(new MessageBatch(queue, List.of(delivery)), List.of(DELIVERED));
  }

  private String log(int records, IntFunction<Completion> completion) {
    return CapturedLog.of(
        () -> {
          for (int i = 0; i < records; i++) {
            answers.add(completion.apply(i));
            assertThat(sharedIds.take(Duration.ZERO)).isNotNull();
          }
        });
  }

  private int offset;

  private String warnings(int records, long every, DeliveryOutcome outcome) {
    return CapturedLog.of(
        () -> {
          for (int i = 0; i < records; i++) {
            answers.add(answer("same", offset++, outcome));
            assertThat(sharedIds.take(Duration.ZERO)).isNotNull();
            clock.advance(every);
          }
        });
  }

  private Completion answer(String id, long offset, DeliveryOutcome outcome) {
    return answer(FIFO, id, offset, outcome);
  }

  private Completion answer(TargetQueue queue, String id, long offset, DeliveryOutcome outcome) {
    TrackedRecord tracked = offsets.register(MessageBatches.record(offset, "value"), 0, 0);
    Delivery delivery =
        new Delivery(MessageBatches.message(queue, "body", "group", id), tracked, 0);
    return Completion.of(new MessageBatch(queue, List.of(delivery)), List.of(outcome));
  }
}
