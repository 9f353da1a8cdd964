package io.github.sqsconnect.delivery;

import io.github.sqsconnect.config.DeliverySettings;
import io.github.sqsconnect.delivery.DeliveryOutcome.Rejected;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Retries one failed message: puts it back into the buffer of its queue with the time when it is
 * due, or stops the task if its delivery timeout is over.
 *
 * <p>A message that failed alone backs off by the number of its attempts, and delays no other
 * message of a standard queue. After a request that failed as a whole, the queue backs off ({@link
 * QueuePacing}), so the messages are due at once. {@link BackoffPolicy} computes both times.
 */
final class MessageRetries {
  private static final Logger LOG = LoggerFactory.getLogger(MessageRetries.class);

  private static final long MINUTE_MS = 60_000;

  /** Time for at least one other message, because the smallest rate limit is one in a second. */
  private static final long AFTER_OTHERS_MS = 2_000;

  private final DeliverySettings settings;
  private final BackoffPolicy backoffPolicy;
  private final MessageAccumulator accumulator;
  private final MillisClock clock;
  private final DeliveryMetrics metrics;
  private final TaskFailure failure;
  private final MinimumInterval warnings = new MinimumInterval(MINUTE_MS);

  MessageRetries(
      DeliverySettings settings,
      BackoffPolicy backoffPolicy,
      MessageAccumulator accumulator,
      MillisClock clock,
      DeliveryMetrics metrics,
      TaskFailure failure) {
    this.settings = settings;
    this.backoffPolicy = backoffPolicy;
    this.accumulator = accumulator;
    this.clock = clock;
    this.metrics = metrics;
    this.failure = failure;
  }

  /**
   * Reenqueues a message.
   *
   * @param howLong how long it is retried, for the log
   */
  void retry(Delivery delivery, ServiceError error, String howLong, Completion completion) {
    if (isTimedOut(delivery)) {
      failure.setTimedOut(delivery, error);
      return;
    }
    retry(delivery, error, howLong, backoffMs(delivery, completion));
  }

  /**
   * Reenqueues a message that waits for memory. Retries are sent first, and with a rate limit this
   * one could use up the rate of those that it waits for: so it is not sent for a while. The
   * delivery timeout does not end this wait; it can end that of the others.
   */
  void retryAfterOthers(Delivery delivery, ServiceError error, String howLong) {
    long backoffMs = backoffPolicy.backoffMs(delivery.attempts());
    retry(delivery, error, howLong, Math.max(backoffMs, AFTER_OTHERS_MS));
  }

  private void retry(Delivery delivery, ServiceError error, String howLong, long backoffMs) {
    long now = clock.now();
    metrics.messageRetried();
    warnOnceAMinute(delivery, error, howLong, now);

    accumulator.backlogOf(delivery).reenqueue(delivery, List.of(delivery), now + backoffMs);
  }

  /** Whether the delivery timeout of a message is over. */
  boolean isTimedOut(Delivery delivery) {
    return settings.deliveryTimeoutMs() >= 0
        && clock.now() - delivery.firstSentAt() >= settings.deliveryTimeoutMs();
  }

  private long backoffMs(Delivery delivery, Completion completion) {
    boolean queueBacksOff =
        completion.wholeRequest() && !(completion.outcomes().get(0) instanceof Rejected);
    return queueBacksOff ? 0 : backoffPolicy.backoffMs(delivery.attempts());
  }

  private void warnOnceAMinute(Delivery delivery, ServiceError error, String howLong, long now) {
    if (warnings.tryAcquire(now)) {
      LOG.warn(
          "event=retrying queue={} attempt={} answer=\"{}\"; the connector retries {}; no record is lost",
          delivery.message().queue().url(),
          delivery.attempts(),
          error,
          howLong);
    }
  }
}
