package io.github.sqsconnect.delivery;

import io.github.sqsconnect.delivery.DeliveryOutcome.Rejected;
import io.github.sqsconnect.message.Assembly;
import io.github.sqsconnect.message.MessageAssembler;

/**
 * Handles messages that SQS rejected for their size: splits such a message by its events, or
 * rejects it if that is not possible. While memory does not allow a split, it retries the message
 * as it is.
 */
final class OversizedMessages {
  private final MessageAssembler assembler;
  private final FinishedMessages finished;
  private final MessageRetries retries;

  OversizedMessages(MessageAssembler assembler, FinishedMessages finished, MessageRetries retries) {
    this.assembler = assembler;
    this.finished = finished;
    this.retries = retries;
  }

  /**
   * Splits a message into parts below the limit that the response names, or rejects it.
   *
   * @return whether the message is finally rejected
   */
  boolean settle(Delivery delivery, Rejected outcome) {
    if (!delivery.lane().mayBeSplit()) {
      retries.retryAfterOthers(delivery, outcome.error(), "until there is memory for its parts");
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
    finished.rejected(delivery, outcome.error(), ", " + reason);
    return true;
  }
}
