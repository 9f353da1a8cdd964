package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.config.DeliverySettings;
import io.github.sqsconnect.delivery.DeliveryOutcome.Retriable;
import io.github.sqsconnect.fakes.ManualClock;
import io.github.sqsconnect.fakes.Outcomes;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageRetriesTest {
  private final ManualClock clock = new ManualClock(1_000);
  private final TaskFailure failure = new TaskFailure();
  private final BackoffPolicy policy = new BackoffPolicy(100, 20_000, () -> 0.999999);
  private final DeliverySettings settings =
      BufferFixture.settings("sqs.delivery.timeout.ms", 60_000, "sqs.linger.ms", 0);
  private final DeliveryCounts counts = DeliveryCounts.ofTask(0);
  private final MessageAccumulator accumulator =
      new MessageAccumulator(settings, policy, counts, clock);
  private final MessageRetries retries =
      new MessageRetries(settings, policy, accumulator, clock, new DeliveryObserver() {}, failure);
  private final BufferFixture fixture = new BufferFixture(TestPipeline.QUEUE);

  private MessageBatch sent() {
    accumulator.append(fixture.delivery("a", null, clock.now()));
    MessageBatch batch = drain();
    batch.sent(clock.now());
    return batch;
  }

  private MessageBatch drain() {
    return accumulator.backlog(TestPipeline.QUEUE).next(clock.now(), clock.now());
  }

  private void retry(MessageBatch batch, Completion completion) {
    Retriable outcome = Outcomes.internalError();
    retries.retry(
        batch.deliveries().get(0),
        outcome.error(),
        RetryCause.SERVICE,
        "until it succeeds",
        completion);
  }

  @Test
  void aFailedEntryWaitsByItsOwnAttempts() {
    MessageBatch batch = sent();
    retry(batch, Completion.of(batch, List.of(Outcomes.internalError())));
    assertThat(accumulator.nextSendableAt(clock.now())).isEqualTo(1_100);
    assertThat(counts.retried(RetryCause.SERVICE)).isEqualTo(1);

    clock.advance(100);
    MessageBatch again = drain();
    again.sent(clock.now());
    retry(again, Completion.of(again, List.of(Outcomes.internalError())));
    assertThat(accumulator.nextSendableAt(clock.now())).isEqualTo(1_300);
  }

  @Test
  void messagesOfAFailedRequestWaitForTheirQueueOnly() {
    MessageBatch batch = sent();
    retry(batch, Completion.failed(batch, Outcomes.internalError()));
    assertThat(accumulator.nextSendableAt(clock.now())).isEqualTo(1_000);
  }

  @Test
  void deliveryTimeoutStartsWithTheFirstAttempt() {
    MessageBatch batch = sent();
    clock.advance(59_999);
    retry(batch, Completion.failed(batch, Outcomes.internalError()));
    assertThat(failure.exception()).isNull();

    MessageBatch again = drain();
    again.sent(clock.now());
    clock.advance(1);
    retry(again, Completion.failed(again, Outcomes.internalError()));
    assertThat(failure.exception())
        .hasMessageStartingWith("SQS-014")
        .hasMessageContaining("after 2 attempts");
    assertThat(drain()).as("it is not retried").isNull();
  }

  @Test
  void aMessageThatWaitsForMemoryIsRetriedAfterOthersAndNotTimedOut() {
    MessageRetries shortTimeout =
        new MessageRetries(
            BufferFixture.settings("sqs.delivery.timeout.ms", 1),
            policy,
            accumulator,
            clock,
            new DeliveryObserver() {},
            failure);
    MessageBatch batch = sent();
    Delivery delivery = batch.deliveries().get(0);
    clock.advance(10);
    assertThat(shortTimeout.isTimedOut(delivery)).isTrue();

    shortTimeout.retryAfterOthers(delivery, Outcomes.internalError().error(), "until then");
    assertThat(failure.exception()).isNull();
    assertThat(counts.retried(RetryCause.MEMORY)).isEqualTo(1);
    assertThat(accumulator.nextSendableAt(clock.now())).as("two seconds").isEqualTo(3_010);
    clock.advance(1_999);
    assertThat(drain()).isNull();

    clock.advance(1);
    MessageBatch again = drain();
    for (int attempt = 2; attempt <= 7; attempt++) {
      again.sent(clock.now());
    }
    shortTimeout.retryAfterOthers(delivery, Outcomes.internalError().error(), "until then");
    assertThat(failure.exception()).isNull();
    assertThat(accumulator.nextSendableAt(clock.now())).as("6.4 s").isEqualTo(9_410);
  }
}
