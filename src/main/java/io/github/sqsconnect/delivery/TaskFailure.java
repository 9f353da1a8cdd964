package io.github.sqsconnect.delivery;

import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * Why the task must stop: the first reason that was found. {@code preCommit} must not throw it, so
 * it is stored here and the next {@code put} throws it.
 */
final class TaskFailure {
  private @Nullable ConnectException exception;

  /** The reason, or null. */
  @Nullable ConnectException exception() {
    return exception;
  }

  /**
   * Stops the task if there is a reason.
   *
   * @throws ConnectException with the reason
   */
  void throwIfPresent() {
    if (exception != null) {
      throw exception;
    }
  }

  /** The response to a request shows that the task must stop. */
  void set(MessageBatch batch, ServiceError error, StopReason reason) {
    set("queue " + batch.queue().url(), error, reason);
  }

  /** The outcome of a message shows that the task must stop. */
  void set(Delivery delivery, ServiceError error, StopReason reason) {
    set(describe(delivery), error, reason);
  }

  /** A message was retried for too long. */
  void setTimedOut(Delivery delivery, ServiceError error) {
    set(
        describe(delivery) + " after " + delivery.attempts() + " attempts",
        error,
        StopReason.DELIVERY_TIMEOUT);
  }

  /** All records since the start of the task were rejected. */
  void setRejectedFromStart(String what) {
    if (exception == null) {
      exception = new ConnectException(StopReason.REJECTED_FROM_START.message(what));
    }
  }

  private static String describe(Delivery delivery) {
    TrackedRecord tracked = delivery.record();
    return "record "
        + tracked.topicPartition()
        + '-'
        + tracked.offset()
        + " for queue "
        + delivery.message().queue().url();
  }

  private void set(String what, ServiceError error, StopReason reason) {
    if (exception == null) {
      exception = new ConnectException(reason.message(what + ": " + error));
    }
  }
}
