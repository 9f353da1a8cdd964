package io.github.sqsconnect.delivery;

import io.github.sqsconnect.json.RejectionKind;
import io.github.sqsconnect.message.OutboundMessage;
import java.util.List;

/**
 * Finishes messages, and records with their last message: acknowledges the record, or passes it to
 * {@link UnreportedRecords} if SQS rejected any of its messages.
 */
final class FinishedMessages {
  private final MessageAccumulator accumulator;
  private final UnreportedRecords rejected;
  private final MillisClock clock;
  private final DeliveryObserver observer;
  private final DeliveryCounts counts;

  FinishedMessages(
      MessageAccumulator accumulator,
      UnreportedRecords rejected,
      MillisClock clock,
      DeliveryObserver observer,
      DeliveryCounts counts) {
    this.accumulator = accumulator;
    this.rejected = rejected;
    this.clock = clock;
    this.observer = observer;
    this.counts = counts;
  }

  /** SQS has accepted the message. */
  void delivered(Delivery delivery) {
    accumulator.complete(delivery);
    finish(delivery);
  }

  /** The partition of its record was revoked; nothing is done for the record. */
  void dropped(Delivery delivery) {
    accumulator.complete(delivery);
  }

  /** SQS rejected the message. */
  void rejected(Delivery delivery, ServiceError error) {
    rejected(delivery, error, "");
  }

  /**
   * SQS rejected the message.
   *
   * @param more why it was not split; may be empty
   */
  void rejected(Delivery delivery, ServiceError error, String more) {
    rejected(delivery, error, more, RejectionCause.of(error));
  }

  /** The record chose a queue that does not exist. */
  void queueMissing(Delivery delivery, ServiceError error) {
    rejected(
        delivery,
        error,
        ". The record chose this queue, and it does not exist, or the identity has no access to it. Create the queue, or"
            + " correct the record or the template of the queue",
        RejectionCause.of(RejectionKind.QUEUE));
  }

  private void rejected(Delivery delivery, ServiceError error, String more, RejectionCause cause) {
    delivery
        .record()
        .reject(
            "SQS rejected a message of "
                + delivery.bytes()
                + " bytes for queue "
                + delivery.message().queue().url()
                + ": "
                + error
                + more,
            cause);
    accumulator.backlogOf(delivery).counts().add(DeliveryCount.MESSAGES_REJECTED);
    accumulator.complete(delivery);
    finish(delivery);
  }

  /** The message was too large; smaller ones replace it. */
  void replaced(Delivery delivery, List<OutboundMessage> parts) {
    delivery.record().addMessages(parts.size());
    if (parts.size() > 1 && delivery.record().markSplit()) {
      counts.add(DeliveryCount.RECORDS_SPLIT);
    }
    accumulator.replace(delivery, parts, clock.now());
    finish(delivery);
  }

  private void finish(Delivery delivery) {
    TrackedRecord tracked = delivery.record();
    if (!tracked.messageDone()) {
      return;
    }

    if (tracked.rejection() == null) {
      counts.add(DeliveryCount.RECORDS_DELIVERED);
      observer.recordDelivered(tracked.sinkRecord());
      tracked.acknowledge();
    } else {
      rejected.hold(tracked, accumulator.backlogOf(delivery));
    }
  }
}
