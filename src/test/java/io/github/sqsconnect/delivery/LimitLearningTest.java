package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.fakes.ManualClock;
import io.github.sqsconnect.fakes.Outcomes;
import io.github.sqsconnect.fakes.RecordAssembler;
import io.github.sqsconnect.message.MessageAssembler;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LimitLearningTest {
  private final ManualClock clock = new ManualClock();
  private final SqsSinkConfig config = TestPipeline.config(Map.of());
  private final MessageAssembler assembler = RecordAssembler.build(config, TestPipeline.QUEUE);
  private final MessageAccumulator accumulator =
      new MessageAccumulator(
          config.delivery(),
          new BackoffPolicy(100, 200, () -> 0),
          DeliveryCounts.ofTask(0),
          () -> 0);
  private final QueueBacklog backlog = accumulator.backlog(TestPipeline.QUEUE);
  private final LimitLearning learning = new LimitLearning(assembler, accumulator, clock);
  private final MessageBatch batch = MessageBatches.batch(TestPipeline.QUEUE, "a");

  @Test
  void aRequestThatIsTooLongNamesItsLimit() {
    learning.learn(Completion.failed(batch, Outcomes.tooLong(5_000)), backlog);
    assertThat(backlog.limits().learned().bytes()).isEqualTo(5_000);
  }

  @Test
  void aMessageThatIsTooLongAloneNamesTheLimitOfARequest() {
    learning.learn(Completion.of(batch, List.of(Outcomes.tooLongAlone(4_000))), backlog);
    assertThat(backlog.limits().learned().bytes()).isEqualTo(4_000);
  }

  @Test
  void otherResponsesNameNone() {
    int configured = backlog.limits().learned().bytes();
    learning.learn(Completion.failed(batch, Outcomes.internalError()), backlog);
    learning.learn(Completion.of(batch, List.of(Outcomes.longerThan(3_000))), backlog);
    assertThat(backlog.limits().learned().bytes()).isEqualTo(configured);
  }

  @Test
  void theLimitOfAMessageIsLearnedWhenItIsRejectedForItsSize() {
    learning.learnMessageLimit(TestPipeline.QUEUE, Outcomes.longerThan(3_000));
    assertThat(assembler.learned(TestPipeline.QUEUE).bytes()).isEqualTo(3_000);
  }

  @Test
  void aLimitIsDiscardedWhenALargerRequestIsAccepted() {
    int configured = backlog.limits().learned().bytes();
    backlog.limits().learned().learn(1, clock.now());
    assembler.learned(TestPipeline.QUEUE).learn(1, clock.now());
    MessageBatch larger = MessageBatches.batch(TestPipeline.QUEUE, "ab");
    larger.sent(clock.now());

    learning.learn(Completion.failed(larger, Outcomes.internalError()), backlog);
    assertThat(backlog.limits().learned().bytes()).isEqualTo(1);
    assertThat(assembler.learned(TestPipeline.QUEUE).bytes()).isEqualTo(1);

    learning.learn(Completion.of(larger, List.of(new DeliveryOutcome.Delivered())), backlog);
    assertThat(backlog.limits().learned().bytes()).isEqualTo(configured);
    assertThat(assembler.learned(TestPipeline.QUEUE).bytes()).isEqualTo(1_048_576);
  }

  @Test
  void limitsExpireAfterTenMinutes() {
    accumulator.append(
        new BufferFixture(TestPipeline.QUEUE).delivery("waits", null, clock.now() + 600_000));
    int configured = backlog.limits().learned().bytes();
    backlog.limits().learned().learn(5_000, clock.now());
    assembler.learned(TestPipeline.QUEUE).learn(3_000, clock.now());

    clock.advance(599_999);
    learning.expire();
    assertThat(backlog.limits().learned().bytes()).isEqualTo(5_000);
    assertThat(assembler.learned(TestPipeline.QUEUE).bytes()).isEqualTo(3_000);

    clock.advance(1);
    learning.expire();
    assertThat(backlog.limits().learned().bytes()).isEqualTo(configured);
    assertThat(assembler.learned(TestPipeline.QUEUE).bytes()).isEqualTo(1_048_576);
  }

  @Test
  void queueThatIsForgottenHasNoLimits() {
    Delivery delivery = new BufferFixture(TestPipeline.QUEUE).delivery("a", null, 0);
    accumulator.append(delivery);
    backlog.next(clock.now(), clock.now());
    accumulator.complete(delivery);
    assembler.learned(TestPipeline.QUEUE).learn(3_000, clock.now());

    learning.expire();
    assertThat(accumulator.find(TestPipeline.QUEUE)).isNull();
    assertThat(assembler.learned(TestPipeline.QUEUE).bytes()).isEqualTo(1_048_576);
  }
}
