package io.github.sqsconnect.delivery;

import io.github.sqsconnect.config.DeliverySettings;
import java.util.List;

/**
 * Retries one failed message: puts it back into the buffer of its queue with the time when it is
 * due, or stops the task if its delivery timeout is over.
 *
 * <p>A message that failed alone backs off by the number of its attempts, and delays no other
 * message of a standard queue. After a request that failed as a whole, the queue backs off ({@link
 * QueuePacing}), so the messages are due at once. {@link BackoffPolicy} computes both times.
 */
final class MessageRetries {
  private static final long MINUTE_MS = 60_000;

  /** Time for at least one other message, because the smallest rate limit is one in a second. */
  private static final long AFTER_OTHERS_MS = 2_000;

  private final DeliverySettings settings;
  private final BackoffPolicy backoffPolicy;
  private final MessageAccumulator accumulator;
  private final MillisClock clock;
  private final DeliveryObserver observer;
  private final TaskFailure failure;
  private final MinimumInterval reports = new MinimumInterval(MINUTE_MS);

  MessageRetries(
      DeliverySettings settings,
      BackoffPolicy backoffPolicy,
      MessageAccumulator accumulator,
      MillisClock clock,
      DeliveryObserver observer,
      TaskFailure failure) {
    this.settings = settings;
    this.backoffPolicy = backoffPolicy;
    this.accumulator = accumulator;
    this.clock = clock;
    this.observer = observer;
    this.failure = failure;
  }

  /**
   * Reenqueues a message.
   *
   * @param howLong how long it is retried, for the log
   */
  void retry(
      Delivery delivery,
      ServiceError error,
      RetryCause cause,
      String howLong,
      Completion completion) {
    if (isTimedOut(delivery)) {
      failure.setTimedOut(delivery, error);
      return;
    }
    retry(delivery, error, cause, howLong, backoffMs(delivery, completion));
  }

  /**
   * Reenqueues a message that waits for memory. Retries are sent first, and with a rate limit this
   * one could use up the rate of those that it waits for: so it is not sent for a while. The
   * delivery timeout does not end this wait; it can end that of the others.
   */
  void retryAfterOthers(Delivery delivery, ServiceError error, String howLong) {
    long backoffMs = backoffPolicy.backoffMs(delivery.attempts());
    retry(delivery, error, RetryCause.MEMORY, howLong, Math.max(backoffMs, AFTER_OTHERS_MS));
  }

  private void retry(
      Delivery delivery, ServiceError error, RetryCause cause, String howLong, long backoffMs) {
    long now = clock.now();
    QueueBacklog backlog = accumulator.backlogOf(delivery);
    backlog.counts().messageRetried(cause);
    backlog.health().retried(delivery, now);
    reportOnceAMinute(delivery, backlog, error, howLong, now);

    backlog.reenqueue(delivery, List.of(delivery), now + backoffMs);
  }

  /** Whether the delivery timeout of a message is over. */
  boolean isTimedOut(Delivery delivery) {
    return settings.deliveryTimeoutMs() >= 0
        && clock.now() - delivery.firstSentAt() >= settings.deliveryTimeoutMs();
  }

  private long backoffMs(Delivery delivery, Completion completion) {
    return completion.wholeRequest() ? 0 : backoffPolicy.backoffMs(delivery.attempts());
  }

  private void reportOnceAMinute(
      Delivery delivery, QueueBacklog backlog, ServiceError error, String howLong, long now) {
    if (reports.tryAcquire(now)) {
      backlog.health().reported();
      observer.retrying(backlog.queue(), delivery.attempts(), error, howLong);
    }
  }
}
