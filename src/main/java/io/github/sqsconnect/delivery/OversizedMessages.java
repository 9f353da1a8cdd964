package io.github.sqsconnect.delivery;

import io.github.sqsconnect.delivery.DeliveryOutcome.Rejected;
import io.github.sqsconnect.message.Assembly;
import io.github.sqsconnect.message.MessageAssembler;

/**
 * Messages that SQS rejected for their size. Such a message is split by its events if that is
 * possible, and retried as it is while memory does not allow it.
 */
final class OversizedMessages {
  private final MessageAssembler assembler;
  private final MessageAccumulator accumulator;
  private final FinishedMessages finished;
  private final Retries retries;

  OversizedMessages(
      MessageAssembler assembler,
      MessageAccumulator accumulator,
      FinishedMessages finished,
      Retries retries) {
    this.assembler = assembler;
    this.accumulator = accumulator;
    this.finished = finished;
    this.retries = retries;
  }

  /**
   * Splits a message under the limit that its rejection names, or rejects it.
   *
   * @return whether the message is rejected for good
   */
  boolean settle(Delivery delivery, Rejected outcome, Completion completion) {
    if (!accumulator.mayBeSplit()) {
      retries.retry(delivery, outcome.error(), "until there is memory for its parts", completion);
      return false;
    }

    Assembly parts =
        assembler.split(delivery.record().sinkRecord(), delivery.message(), outcome.learnedLimit());
    if (parts instanceof Assembly.Messages messages) {
      finished.replaced(delivery, messages.messages());
      return false;
    }

    String reason =
        parts instanceof Assembly.Rejected rejection ? rejection.reason() : "nothing is left of it";
    finished.rejected(delivery, outcome.error() + ", " + reason);
    return true;
  }
}
