package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.ManualClock;
import io.github.sqsconnect.logs.CapturedLog;
import io.github.sqsconnect.message.TargetQueue;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
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
